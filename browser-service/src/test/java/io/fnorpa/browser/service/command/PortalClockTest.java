package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalClockTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PAGE = "https://portal.example/login?x=1";

    private final PortalClock clock = new PortalClock();

    @Test
    void theHeaderSaysHowFarThePortalIsAheadAndThatHoldsLater() {
        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 12:01:00 GMT"), NOW);

        assertThat(clock.at("https://portal.example/code", NOW.plusSeconds(100))).contains(NOW.plusSeconds(160).plusMillis(500));
    }

    @Test
    void anAnswerFromACacheCountsForNothing() {
        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 11:00:00 GMT", "age", "3600"), NOW);
        assertThat(clock.at(PAGE, NOW)).isEmpty();

        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 11:00:00 GMT"), NOW);
        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 12:00:02 GMT"), NOW.plusSeconds(2));
        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 11:00:00 GMT"), NOW.plusSeconds(3));
        assertThat(clock.at(PAGE, NOW)).contains(NOW.plusMillis(500));
    }

    @Test
    void eachHostHasAClockOfItsOwn() {
        clock.told(PAGE, Map.of("date", "Sun, 01 Mar 2026 13:00:00 GMT"), NOW);
        clock.told("https://login.example/", Map.of("date", "Sun, 01 Mar 2026 12:00:00 GMT"), NOW);

        assertThat(clock.at(PAGE, NOW).map(time -> Duration.between(NOW, time).toMinutes())).contains(60L);
        assertThat(clock.at("https://login.example/code", NOW)).contains(NOW.plusMillis(500));
        assertThat(clock.at("https://other.example/", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Sun, 99 Mar 2026 12:00:00 GMT", "2026-03-01T12:00:00Z"})
    void whatIsNoDateTellsNothing(String date) {
        clock.told(PAGE, Map.of("date", date), NOW);
        clock.told(PAGE, Map.of(), NOW);
        clock.told("about:blank", Map.of("date", "Sun, 01 Mar 2026 12:00:00 GMT"), NOW);

        assertThat(clock.at(PAGE, NOW)).isEmpty();
        assertThat(clock.at("about:blank", NOW)).isEmpty();
        assertThat(clock.at("no address at all", NOW)).isEmpty();
    }
}
