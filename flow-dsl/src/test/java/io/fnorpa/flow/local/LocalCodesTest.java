package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCodesTest {

    private static final Totp RULES = new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1);
    private static final long STEP = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void theStepsOfTwoRunsWithinAPeriodDiffer() {
        LocalCodes.Step first = codes(10).take("acme", RULES, false);
        LocalCodes.Step second = codes(12).take("acme", RULES, false);

        assertThat(first).isEqualTo(new LocalCodes.Step(STEP, Duration.ZERO));
        assertThat(second).as("waits until it begins").isEqualTo(new LocalCodes.Step(STEP + 1, Duration.ofSeconds(18)));
        assertThat(codes(12).take("other", RULES, false)).as("another account").isEqualTo(first);
    }

    @Test
    void aStepThatIsNearlyOverIsNotGiven() {
        assertThat(codes(26).take("acme", RULES, false)).isEqualTo(new LocalCodes.Step(STEP + 1, Duration.ofSeconds(4)));
    }

    @Test
    void aPracticePortalTakesTheNextStepEarlyAndNoneIsGivenTwice() {
        assertThat(codes(10).take("acme", RULES, true)).isEqualTo(new LocalCodes.Step(STEP, Duration.ZERO));
        assertThat(codes(11).take("acme", RULES, true)).isEqualTo(new LocalCodes.Step(STEP + 1, Duration.ZERO));
        assertThat(codes(12).take("acme", RULES, true)).isEqualTo(new LocalCodes.Step(STEP + 2, Duration.ofSeconds(18)));
    }

    @Test
    void noStepIsGivenTwiceToJobsOfOneProcess() {
        Set<LocalCodes.Step> given = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 8).parallel().forEach(job -> given.add(codes(10).take("acme", RULES, false)));

        assertThat(given).extracting(LocalCodes.Step::number).containsExactlyInAnyOrder(LongStream.range(STEP, STEP + 8).boxed().toArray(Long[]::new));
    }

    @Test
    void aClockThatWasWrongIsTold() throws IOException {
        Files.writeString(folder.resolve("steps.properties"), "acme=" + (STEP + 1000));

        assertThatThrownBy(() -> codes(10).take("acme", RULES, false)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("delete that file").hasMessageContaining("steps.properties");
    }

    private LocalCodes codes(int second) {
        return new LocalCodes(folder.resolve("steps.properties"), Clock.fixed(Instant.ofEpochSecond(STEP * 30 + second), ZoneOffset.UTC));
    }
}
