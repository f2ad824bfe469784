package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.token.SigningKeys;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserServiceTest {

    @TempDir
    Path folder;

    @Test
    void isReadyAgainOnTheSameAddressAfterAKillAndLeavesNoProcess() throws Exception {
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        List<ProcessHandle> family;
        try (BrowserService browser = BrowserService.start(folder, "browser-1", keys)) {
            URI before = browser.address();
            List<ProcessHandle> killed = Processes.family(browser.pid());
            browser.kill9();
            Processes.awaitGone(killed);
            browser.restart();
            family = Processes.family(browser.pid());
            assertThat(browser.address()).isEqualTo(before);
            assertThat(Answer.get(before.resolve("/health/ready")).status()).isEqualTo(200);
        }
        Processes.awaitGone(family);
    }
}
