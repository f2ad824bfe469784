package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** A week on a clock that is set on and on, decided as often as the settings say; each change of the pool's size is seen. */
class PoolWeekTest {

    private static final ZoneId ZONE = ZoneId.of("Africa/Johannesburg");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);

    /** Something that wants browsers, from one time (included) to another (excluded). */
    private record Want(LocalDateTime from, LocalDateTime to, PoolDemand demand) {
        static Want of(String from, String to, int dueSoon, int queueDepth, int claimed) {
            return new Want(LocalDateTime.parse(from), LocalDateTime.parse(to), new PoolDemand(dueSoon, queueDepth, claimed));
        }
    }

    @Test
    void aWeekWithoutAJobHasOneWarmBrowserInBusinessHours() {
        assertThat(changes("2026-11-23T00:00:00", List.of())).containsExactly(
                "Mon 08:00:00 1", "Mon 18:10:00 0",
                "Tue 08:00:00 1", "Tue 18:10:00 0",
                "Wed 08:00:00 1", "Wed 18:10:00 0",
                "Thu 08:00:00 1", "Thu 18:10:00 0",
                "Fri 08:00:00 1", "Fri 18:10:00 0");
    }

    /** Family Day is Monday; jobs come and go, as each line says. */
    @Test
    void aWeekAfterEaster() {
        assertThat(changes("2026-04-06T00:00:00", List.of(
                Want.of("2026-04-06T11:00:00", "2026-04-06T11:00:15", 0, 1, 0), // holiday: a job waits for its browser,
                Want.of("2026-04-06T11:00:15", "2026-04-06T11:01:00", 0, 0, 1), //   and has it
                Want.of("2026-04-07T09:30:00", "2026-04-07T09:31:00", 0, 0, 1), // a job finds a warm one; two are kept for the next
                Want.of("2026-04-07T09:38:00", "2026-04-07T09:39:00", 0, 0, 1), //   which is there before they are given up
                Want.of("2026-04-08T05:45:00", "2026-04-08T06:00:00", 40, 0, 0), // a batch is known, and its time comes
                Want.of("2026-04-08T06:00:00", "2026-04-08T06:01:00", 0, 36, 4),
                Want.of("2026-04-08T06:01:00", "2026-04-08T06:02:00", 0, 14, 4),
                Want.of("2026-04-08T06:02:00", "2026-04-08T06:03:00", 0, 9, 4),
                Want.of("2026-04-08T06:03:00", "2026-04-08T06:05:00", 0, 0, 2),
                Want.of("2026-04-09T17:59:00", "2026-04-09T18:05:00", 0, 2, 4), // a queue over the end of the day
                Want.of("2026-04-11T15:00:00", "2026-04-11T15:00:15", 0, 1, 0)))) // Saturday
                .containsExactly(
                        "Mon 11:00:00 1", "Mon 11:10:15 0",
                        "Tue 08:00:00 1", "Tue 09:30:00 2", "Tue 09:49:00 1", "Tue 18:10:00 0",
                        "Wed 05:45:00 3", "Wed 06:00:00 5", "Wed 06:11:00 4", "Wed 06:12:00 3", "Wed 06:13:00 0",
                        "Wed 08:00:00 1", "Wed 18:10:00 0",
                        "Thu 08:00:00 1", "Thu 17:59:00 2", "Thu 18:15:00 0",
                        "Fri 08:00:00 1", "Fri 18:10:00 0",
                        "Sat 15:00:00 1", "Sat 15:10:15 0");
    }

    @Test
    void jobsThatComeAndGoAllWeekDoNotMakeItFlap() {
        List<Want> everyMinute = Stream.iterate(LocalDateTime.parse("2026-11-23T00:00:00"), time -> time.plusMinutes(1)).limit(7 * 24 * 60)
                .map(time -> new Want(time, time.plusSeconds(20), new PoolDemand(0, 12, 0))).toList();
        assertThat(changes("2026-11-23T00:00:00", everyMinute)).containsExactly("Mon 00:00:00 4");
    }

    @Test
    void whereClocksAreSetForwardTheWeekdaysBeginAtTheHourOnTheWall() {
        List<String> inUtc = changes("2026-03-27T00:00:00", List.of(), Map.of("business-hours.zone", "Europe/Berlin"),
                now -> DateTimeFormatter.ISO_INSTANT.format(now));
        assertThat(inUtc).containsExactly("2026-03-27T07:00:00Z 1", "2026-03-27T17:10:00Z 0", // Friday
                "2026-03-30T06:00:00Z 1", "2026-03-30T16:10:00Z 0", "2026-03-31T06:00:00Z 1", "2026-03-31T16:10:00Z 0",
                "2026-04-01T06:00:00Z 1", "2026-04-01T16:10:00Z 0", "2026-04-02T06:00:00Z 1", "2026-04-02T16:10:00Z 0");
    }

    private static List<String> changes(String begin, List<Want> wants) {
        return changes(begin, wants, Map.of(), now -> TIME.format(now.atZone(ZONE)));
    }

    /** Of the seven days from a time in Johannesburg. */
    private static List<String> changes(String begin, List<Want> wants, Map<String, String> given, Function<Instant, String> time) {
        PoolSettings settings = PoolSettingsOf.given(given);
        PoolSizing sizing = PoolSettingsOf.sizing(given);
        MutableClock clock = MutableClock.of(LocalDateTime.parse(begin).atZone(ZONE).toInstant(), ZoneOffset.UTC);
        Instant end = clock.instant().plus(Duration.ofDays(7));
        PoolTarget target = new PoolTarget(settings.holdDown(), ZONE, 0, clock.instant());
        List<String> changes = new ArrayList<>();
        int size = 0;
        int next = 0;
        while (clock.instant().isBefore(end)) {
            LocalDateTime now = clock.instant().atZone(ZONE).toLocalDateTime();
            while (next < wants.size() && !now.isBefore(wants.get(next).to())) {
                next++;
            }
            boolean wanted = next < wants.size() && !now.isBefore(wants.get(next).from());
            PoolDemand demand = wanted ? wants.get(next).demand() : PoolDemand.NONE;
            int decided = target.decide(sizing.wish(demand, clock.instant()), clock.instant()).size();
            if (decided != size) {
                changes.add(time.apply(clock.instant()) + " " + decided);
                size = decided;
            }
            clock.add(settings.interval());
        }
        return changes;
    }
}
