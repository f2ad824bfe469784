package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UntilTest {

    @Test
    void returnsOnceNothingIsLeft() {
        AtomicInteger looks = new AtomicInteger();

        Until.nothingIsLeft("pods", Duration.ofMinutes(1), () -> looks.incrementAndGet() < 2 ? List.of("pod a") : List.of());

        assertThat(looks).hasValue(2);
    }

    @Test
    void saysWhatIsLeftAfterTheLimit() {
        assertThatThrownBy(() -> Until.nothingIsLeft("the pods of x", Duration.ZERO, () -> List.of("pod a is Running", "pod b is Pending")))
                .isInstanceOf(ServerFailedException.class).hasMessageContaining("the pods of x: pod a is Running; pod b is Pending");
    }
}
