package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.service.Caller.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given as a credential or a code goes in and never comes out. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsTest {

    private static final String PASSWORD = "p4ss & <w0rd>";

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"credentials\":{\"password\":\"" + PASSWORD + "\",\"pin\":\"99887766\"}").done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    @BeforeEach
    void typeTheSecrets() {
        caller.navigate("/secrets.html").done();
        caller.run("'type':'fill','target':'css=[name=password]','credential':'password'").done();
        caller.run("'type':'type','target':'css=#shown','credential':'password'").done();
        caller.post("/browser/totp/submit", "{\"target\":\"css=#code\",\"code\":\"424242\"}").done();
    }

    @Test
    void notInTextsValuesTitlesSourceOrExpectations() {
        assertThat(caller.text("css=#mirror")).isEqualTo("(secret)");
        assertThat(caller.run("'type':'extract','target':'css=#shown','kind':'value'").done().value()).isEqualTo("(secret)");
        assertThat(caller.run("'type':'extract','target':'css=#code','kind':'value'").done().value()).isEqualTo("(secret)");
        assertThat(caller.run("'type':'extract','kind':'title'").done().value()).isEqualTo("(secret)");
        assertThat(caller.run("'type':'expect','target':'css=#mirror','state':'text','value':'x','timeout_ms':100").done().json().toString())
                .contains("(secret)").doesNotContain("p4ss");
        assertThat(caller.get("/browser/source").done().value()).contains("(secret)").doesNotContain("p4ss").doesNotContain("424242");
        assertThat(caller.run("'type':'extract','kind':'aria'").done().value()).doesNotContain("p4ss").doesNotContain("424242");
    }

    @Test
    void thePageItselfDidGetThem() {
        caller.run("'type':'submit','target':'css=#code'").done();
        caller.run("'type':'wait','pattern':'*/echo*'").done();

        assertThat(site.asked()).anyMatch(uri -> uri.contains("code=424242") && uri.contains("p4ss"));
        Answer url = caller.run("'type':'extract','kind':'url'").done();
        assertThat(url.json().toString()).doesNotContain("p4ss").doesNotContain("424242");
    }

    @Test
    void notInErrors() {
        assertThat(caller.run("'type':'click','target':'text=p4ss','timeout_ms':300").json().toString()).doesNotContain(PASSWORD);
        Answer failed = caller.run("'type':'fill','target':'css=#nowhere','credential':'password','timeout_ms':300").problem("element-not-found");
        assertThat(failed.json().toString()).doesNotContain("p4ss");
        assertThat(caller.run("'type':'fill','target':'css=#code','credential':'passwort'").problem("invalid-command").detail())
                .contains("password, pin").doesNotContain("99887766");
        assertThat(caller.post("/browser/totp/submit", "{\"target\":\"css=#code\",\"code\":{\"x\":\"424242\"}}").problem("invalid-command").json().toString())
                .doesNotContain("424242");
        assertThat(caller.post("/browser/totp/submit", "{\"target\":\"css=#code\",\"code\":\"424242\" 7}").problem("invalid-command").json().toString())
                .doesNotContain("424242");
    }

    @Test
    void paintedOverInScreenshotsAndThePageIsAsItWas() throws IOException {
        byte[] png = caller.get("/browser/screenshot").done().bytes();
        Files.createDirectories(Path.of("target/screenshots"));
        Files.write(Path.of("target/screenshots/secrets.png"), png);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(greyShare(picture)).as("part of the picture that is painted over").isBetween(0.03, 0.5);
        assertThat(caller.get("/browser/source").done().value()).doesNotContain("data-painted-over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "long", "split", "pieces"})
    void alsoAtTheEndOfALongTextAndInSeveralElements(String element) throws IOException {
        assertThat(greyShare(pictureOf(element))).isGreaterThan(0.95);
        assertThat(greyShare(pictureOf("other"))).isLessThan(0.01);
    }

    private BufferedImage pictureOf(String element) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(caller.get("/browser/screenshot?target=css%3D%23" + element).done().bytes()));
    }

    @Test
    void whatTheCallerNamesIsPaintedOverToo() throws IOException {
        caller.navigate("/").done();
        BufferedImage plain = ImageIO.read(new ByteArrayInputStream(caller.get("/browser/screenshot").done().bytes()));
        BufferedImage masked = ImageIO.read(new ByteArrayInputStream(
                caller.get("/browser/screenshot?mask=css%3Dh1&mask=css%3D%23services").done().bytes()));

        assertThat(greyShare(masked)).isGreaterThan(greyShare(plain));
    }

    private static double greyShare(BufferedImage picture) {
        long grey = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                grey += (picture.getRGB(x, y) & 0xFFFFFF) == 0x808080 ? 1 : 0;
            }
        }
        return (double) grey / picture.getWidth() / picture.getHeight();
    }
}
