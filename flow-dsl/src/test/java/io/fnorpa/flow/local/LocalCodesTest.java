package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCodesTest {

    private static final Totp RULES = new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1);

    @TempDir
    Path folder;

    /** The file is what they have in common. */
    @Test
    void aStepIsGivenOnceAlsoToAnotherRun() {
        LocalCodes one = at(3_000);
        LocalCodes other = at(3_000);

        assertThat(one.take("octotel", RULES, false)).isEqualTo(new LocalCodes.Step(100, Duration.ZERO));
        assertThat(other.take("octotel", RULES, false)).isEqualTo(new LocalCodes.Step(101, Duration.ofSeconds(30)));
        assertThat(one.take("octotel", RULES, true)).isEqualTo(new LocalCodes.Step(102, Duration.ofSeconds(30)));
        assertThat(one.take("octotel.night", RULES, false).number()).as("another account").isEqualTo(100);
        assertThat(at(9_000).take("octotel", RULES, false)).isEqualTo(new LocalCodes.Step(300, Duration.ZERO));
    }

    @Test
    void aStepThatIsNearlyOverIsPassedOver() {
        assertThat(at(3_026).take("octotel", RULES, false)).isEqualTo(new LocalCodes.Step(101, Duration.ofSeconds(4)));
    }

    @Test
    void aClockThatWasWrongIsTold() {
        at(90_000).take("octotel", RULES, false);

        assertThatThrownBy(() -> at(3_000).take("octotel", RULES, false)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("Was this machine's clock wrong before?");
    }

    private LocalCodes at(long second) {
        return new LocalCodes(folder.resolve("steps.properties"), Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }
}
