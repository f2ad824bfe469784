package io.fnorpa.rig.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnProcessesTest {

    @Test
    void browsersAreToldFromTheOrchestratorThatNamesThem() {
        assertThat(OwnProcesses.isBrowser("4711 /usr/bin/firefox-esr --headless --profile /tmp/p")).isTrue();
        assertThat(OwnProcesses.isBrowser("4711 java -Xmx256m -Dbrowser.instance=browser-host-1 -jar quarkus-run.jar")).isTrue();
        assertThat(OwnProcesses.isBrowser("4711 node /x/package/cli.js run-driver")).isTrue();
        assertThat(OwnProcesses.isBrowser("4711 java -Drpa.browsers.local.jar=/x/browser-service/quarkus-run.jar"
                + " -Drpa.browsers.local.firefox=/usr/bin/firefox-esr -jar /x/src/quarkus-run.jar")).isFalse();
    }
}
