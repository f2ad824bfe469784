package io.fnorpa.browser.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.CommandType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandDraftTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aLimitIsLoweredToWhatIsLeftAndNeverRaised() {
        assertThat(draft().timeout(SHORT).atMost(LONG).build().timeoutMs()).isEqualTo(2000);
        assertThat(draft().timeout(LONG).atMost(SHORT).build().timeoutMs()).isEqualTo(2000);
        assertThat(draft().atMost(SHORT).build().timeoutMs()).isEqualTo(2000);
    }

    @Test
    void aDefaultIsForACommandWithoutALimit() {
        assertThat(draft().orTimeout(LONG).build().timeoutMs()).isEqualTo(30_000);
        assertThat(draft().timeout(SHORT).orTimeout(LONG).build().timeoutMs()).isEqualTo(2000);
    }

    private static CommandDraft draft() {
        return CommandDraft.of(CommandType.CLICK);
    }
}
