package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorsFileTest {

    private static final URI PORTALS = URI.create("http://127.0.0.1:8090");

    @TempDir
    Path folder;

    @Test
    void authorsGetNeitherThePlatformsKeysNorAnAccountWhoseCodesItUses() throws IOException {
        try (DemoFolder demo = DemoFolder.take(folder)) {
            SecretFiles platforms = demo.secrets();
            PracticeCredentials.of(Checkout.find()).writeTo(platforms, PORTALS);
            AuthorsFile authors = new AuthorsFile(demo);

            authors.write(Checkout.find(), URI.create("http://127.0.0.1:8081"), PORTALS);

            Properties told = new Properties();
            try (Reader reader = Files.newBufferedReader(authors.path())) {
                told.load(reader);
            }
            assertThat(told).containsEntry("rpa.browser.address", "http://127.0.0.1:8081").containsEntry("rpa.run.practice", "http://127.0.0.1:8090")
                    .containsKey("rpa.run.totp-steps");
            Path secrets = Path.of(told.getProperty("rpa.secrets.dir"));
            assertThat(secrets.resolve("octotel-username")).hasContent("isp-night");
            assertThat(Files.readString(secrets.resolve("octotel-totp-secret"))).isNotBlank().isNotEqualTo(Files.readString(platforms.file("octotel-totp-secret")));
            assertThat(secrets.resolve("octotel-url")).hasContent("http://127.0.0.1:8090/octotel");
            assertThat(secrets.resolve("evotel-password")).isNotEmptyFile();
            assertThat(Path.of(told.getProperty("rpa.keys.dir"))).isDirectory().isNotEqualTo(demo.keys().folder());

            authors.remove();
            assertThat(authors.path()).doesNotExist();
        }
    }
}
