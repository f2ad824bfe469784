package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
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
