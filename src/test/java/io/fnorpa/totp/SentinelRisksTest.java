package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SentinelRisksTest {

    @Test
    void whereAllThatMayBePromotedConfirmThereIsNone() {
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100), 1)).isEmpty();
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100, "redis://b:1", 100), 2)).isEmpty();
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100, "redis://b:1", 0), 2)).as("both, and so the first").isEmpty();
        assertThat(SentinelRisks.of(Map.of(), 1)).as("no sentinel answers").isEmpty();
    }

    @Test
    void oneThatNeedNotConfirmMayBePromoted() {
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100, "redis://b:1", 100), 1)).singleElement().asString()
                .contains("rpa.totp.min-replicas is 1, and 2 replicas may take the primary's place");
    }

    @Test
    void oneThatIsNeverPromotedMayBeTheOneThatConfirms() {
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100, "redis://b:1", 0), 1)).singleElement().asString()
                .startsWith("redis://b:1 with replica-priority 0").contains("rpa.totp.min-replicas higher than");
    }

    @Test
    void aPriorityGoesBeforeWhatAReplicaHasReceived() {
        assertThat(SentinelRisks.of(Map.of("redis://a:1", 100, "redis://b:1", 50), 2)).singleElement().asString().contains("different priorities");
    }
}
