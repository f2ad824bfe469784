package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.otp.TimeSteps;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpQueueTest {

    private static final TimeSteps STEPS = new TimeSteps(Duration.ofSeconds(30));
    private static final TotpQueue QUEUE = new TotpQueue(STEPS, Duration.ofSeconds(5), Duration.ofMinutes(5));
    private static final Instant FAR = Instant.MAX;

    @Test
    void thePresentStepIsOfferedWhileItHasLifeEnough() {
        assertThat(QUEUE.at(Instant.ofEpochSecond(300), FAR).first()).isEqualTo(10);
        assertThat(QUEUE.at(Instant.ofEpochSecond(325), FAR).first()).isEqualTo(10);
    }

    @Test
    void aStepThatIsNearlyOverIsNotOffered() {
        TotpQueue.Candidates candidates = QUEUE.at(Instant.ofEpochMilli(325_001), FAR);

        assertThat(candidates.present()).isEqualTo(10);
        assertThat(candidates.first()).isEqualTo(11);
    }

    @Test
    void noStepIsOfferedThatBeginsLaterThanTheLongestWait() {
        assertThat(QUEUE.at(Instant.ofEpochSecond(300), FAR).last()).isEqualTo(20);
        assertThat(QUEUE.at(Instant.ofEpochSecond(310), FAR).last()).isEqualTo(20);
    }

    @Test
    void noStepIsOfferedThatBeginsAfterTheDeadline() {
        assertThat(QUEUE.at(Instant.ofEpochSecond(300), Instant.ofEpochSecond(335)).last()).isEqualTo(11);
        assertThat(QUEUE.at(Instant.ofEpochSecond(328), Instant.ofEpochSecond(329)).none()).isTrue();
    }

    @Test
    void aStepBeginsWithItsNumberOfPeriodsAfter1970() {
        assertThat(STEPS.beginOf(37037036)).isEqualTo(Instant.ofEpochSecond(1111111080));
        assertThat(STEPS.at(Instant.ofEpochSecond(1111111109))).isEqualTo(37037036);
        assertThat(STEPS.endOf(1)).isEqualTo(Instant.ofEpochSecond(60));
    }
}
