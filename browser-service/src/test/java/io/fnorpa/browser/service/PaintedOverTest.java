package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In whatever part of a page a secret is drawn, no picture shows it. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaintedOverTest {

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void typeASecret() throws IOException {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"credentials\":{\"key\":\"swordfish-77\",\"two\":\"two  blanks\"}").done();
        caller.navigate("/painted.html").done();
        caller.run("'type':'fill','target':'css=#in','credential':'key'").done();
        Files.createDirectories(Path.of("target/screenshots"));
        Files.write(Path.of("target/screenshots/painted.png"), caller.get("/browser/screenshot?full_page=true").done().bytes());
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"placeholder", "area", "attribute", "variable", "literal", "mark", "list", "options", "labelled", "button", "broken",
            "capitals", "blanks", "boxes", "fields", "half", "narrow"})
    void isGreyWhereASecretIsDrawn(String element) throws IOException {
        assertThat(share(pictureOf(element), rgb -> rgb == 0x808080)).isGreaterThan(0.95);
    }

    @Test
    void nothingIsDrawnBesideTheElementThatItIsTooLongFor() throws IOException {
        assertThat(share(pictureOf("beside"), rgb -> rgb != 0x808080 && rgb != 0xFFFFFF)).isZero();
    }

    @Test
    void theRestIsSeen() throws IOException {
        assertThat(share(pictureOf("other"), rgb -> rgb == 0x808080)).isLessThan(0.01);
        assertThat(caller.get("/browser/source").done().value()).doesNotContain("data-painted-over");
    }

    private BufferedImage pictureOf(String element) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(caller.get("/browser/screenshot?target=css%3D%23" + element).done().bytes()));
    }

    private static double share(BufferedImage picture, IntPredicate color) {
        long found = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                found += color.test(picture.getRGB(x, y) & 0xFFFFFF) ? 1 : 0;
            }
        }
        return (double) found / picture.getWidth() / picture.getHeight();
    }
}
