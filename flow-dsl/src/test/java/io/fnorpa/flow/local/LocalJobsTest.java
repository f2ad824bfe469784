package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Which contexts a job is started in; {@code CamelJBangIT} sees it run. */
class LocalJobsTest {

    @Test
    void aContextThatIsToldOfNoFlowIsLeftAlone() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            LocalJobs.join(camel);

            assertThat(camel.hasService(LocalJobs.class)).isNull();
        }
    }

    /** Camel takes a process' variables and system properties for properties too; {@code bin/test} marks its processes by a variable RPA_RUN. */
    @Test
    void whatTheProcessIsMarkedByIsNoFlowToRun() throws Exception {
        System.setProperty(RunSettings.RUN, "test-1");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(camel.getPropertiesComponent().resolveProperty(RunSettings.RUN)).isPresent();

            LocalJobs.join(camel);

            assertThat(camel.hasService(LocalJobs.class)).isNull();
        } finally {
            System.clearProperty(RunSettings.RUN);
        }
    }

    @Test
    void whoNamesAFlowIsToldWhatIsMissing() throws Exception {
        Properties given = new Properties();
        given.setProperty(RunSettings.RUN, "octotel-validation");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setInitialProperties(given);

            assertThatThrownBy(() -> LocalJobs.join(camel)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rpa.browser.address is missing");
        }
    }
}
