package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {

    @TempDir
    Path folder;

    private final Properties given = new Properties();

    @Test
    void whatServeWritesAndAJobIsAllThatIsWanted() {
        good();

        RunSettings settings = settings();

        assertThat(settings.route()).isEqualTo("octotel-validation");
        assertThat(settings.parameters()).containsOnlyKeys("service_id").containsValue("OCT-300101");
        assertThat(settings.mayChange()).isFalse();
        assertThat(settings.evidence()).isEqualTo(Path.of("evidence"));
    }

    /** A tunnel to a real portal, or a proxy in front of it, is on this machine too. */
    @Test
    void onlyAPortalThatWasStartedToPractiseOnIsOne() {
        good();
        assertThat(settings().isPractice(URI.create("http://127.0.0.1:8090/octotel"))).isFalse();

        given.setProperty("rpa.run.practice", "http://127.0.0.1:8090,http://127.0.0.1:40575/");

        assertThat(settings().isPractice(URI.create("http://127.0.0.1:8090/octotel"))).isTrue();
        assertThat(settings().isPractice(URI.create("http://127.0.0.1:40575/"))).isTrue();
        assertThat(settings().isPractice(URI.create("https://127.0.0.1:8443/octotel"))).isFalse();
        assertThat(settings().isPractice(URI.create("http://localhost:8090/octotel"))).isFalse();
        assertThat(settings().isPractice(URI.create("https://portal.octotel.co.za"))).isFalse();
    }

    @Test
    void noPortalElsewhereCanBeCalledOneToPractiseOn() {
        good();
        given.setProperty("rpa.run.practice", "https://portal.octotel.co.za");

        assertThatThrownBy(this::settings).hasMessageContaining("rpa.run.practice names 'https://portal.octotel.co.za'")
                .hasMessageContaining("bin/flow serve or bin/demo has started");
    }

    @Test
    void theFileOfStepsMayBeNamedAsItLiesHere() {
        good();
        given.setProperty("rpa.run.totp-steps", "steps.properties");

        assertThat(settings().steps()).isEqualTo(Path.of("steps.properties").toAbsolutePath());
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithWhatWouldBeRight() {
        good();
        given.setProperty("rpa.browser.adress", "http://127.0.0.1:1");
        given.setProperty("rpa.browser.address", "127.0.0.1:8081");
        given.setProperty("rpa.keys.dir", folder.resolve("gone").toString());
        given.setProperty("rpa.run.may-change", "yes");
        given.remove("rpa.browser.instance");

        assertThatThrownBy(this::settings).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rpa.browser.adress is no setting of camel run; did you mean 'rpa.browser.address'?")
                .hasMessageContaining("rpa.browser.address is '127.0.0.1:8081'; it must be like http://127.0.0.1:8081")
                .hasMessageContaining("rpa.browser.instance is missing; bin/flow serve")
                .hasMessageContaining("which is no folder; does bin/flow serve still run?")
                .hasMessageContaining("rpa.run.may-change is 'yes'; it must be true or false");
    }

    private void good() {
        given.setProperty("rpa.run", "octotel-validation");
        given.setProperty("rpa.job.service_id", "OCT-300101");
        given.setProperty("rpa.browser.address", "http://127.0.0.1:8081");
        given.setProperty("rpa.browser.instance", "mine");
        given.setProperty("rpa.keys.dir", folder.toString());
        given.setProperty("rpa.secrets.dir", folder.toString());
    }

    private RunSettings settings() {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setInitialProperties(given);
            return RunSettings.of(camel.getPropertiesComponent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
