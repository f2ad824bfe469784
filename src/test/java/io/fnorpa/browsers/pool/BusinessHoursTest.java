package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessHoursTest {

    private static final BusinessHours DEFAULT = BusinessHours.of(PoolSettingsOf.defaults().businessHours(), PoolSettingsOf.home());

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-11-24T07:59:59.999, false, before 08:00",
        "2026-11-24T08:00:00,     true,",
        "2026-11-24T17:59:59.999, true,",
        "2026-11-24T18:00:00,     false, after 18:00",
        "2026-11-24T00:00:00,     false, before 08:00",
        "2026-11-27T12:00:00,     true,",
        "2026-11-28T12:00:00,     false, Saturday",
        "2026-11-29T12:00:00,     false, Sunday",
        "2026-11-30T12:00:00,     true,",
        "2026-12-16T12:00:00,     false, Day of Reconciliation",
        "2026-08-10T12:00:00,     false, Public holiday after a Sunday",
        "2026-12-26T12:00:00,     false, Saturday"})
    void inSouthAfrica(LocalDateTime local, boolean open, String whyOutside) {
        Instant now = local.atZone(ZoneId.of("Africa/Johannesburg")).toInstant();
        assertThat(now).isEqualTo(local.minusHours(2).toInstant(ZoneOffset.UTC));

        assertThat(DEFAULT.isBusinessHours(now)).isEqualTo(open);
        if (open) {
            assertThat(DEFAULT.endAt(now).orElseThrow().toLocalDateTime()).isEqualTo(local.toLocalDate().atTime(18, 0));
        } else {
            assertThat(DEFAULT.whyOutside(now)).isEqualTo(whyOutside);
        }
    }

    @Test
    void whereClocksAreSetForwardAndBackTheHoursAreThoseOfTheClockOnTheWall() {
        BusinessHours berlin = hours("Europe/Berlin", "MON-SUN", "08:00-18:00");
        assertOpen(berlin, "2026-03-28T07:00:00Z", "2026-03-28T17:00:00Z"); // winter, UTC+1
        assertOpen(berlin, "2026-03-29T06:00:00Z", "2026-03-29T16:00:00Z"); // since this morning UTC+2
        assertOpen(berlin, "2026-10-24T06:00:00Z", "2026-10-24T16:00:00Z");
        assertOpen(berlin, "2026-10-25T07:00:00Z", "2026-10-25T17:00:00Z");
    }

    @Test
    void hoursInWhichClocksAreSetAreOneStretch() {
        BusinessHours early = hours("Europe/Berlin", "SUN", "02:30-03:30");
        assertOpen(early, "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"); // 02:00 is 03:00: 02:30 is 03:30, so nothing is left of it
        assertOpen(early, "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"); // the hour from 02:00 comes twice: two hours from the first 02:30
        BusinessHours night = hours("Europe/Berlin", "SUN", "00:00-02:30");
        assertOpen(night, "2026-10-24T22:00:00Z", "2026-10-25T01:30:00Z"); // until the second 02:30, with no gap after the first
    }

    @Test
    void aWholeDayIsAsLongAsTheDayIs() {
        BusinessHours always = hours("Europe/Berlin", "SUN", "00:00-24:00");
        assertOpen(always, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
        assertThat(Duration.between(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"))).hasHours(23);
        assertOpen(always, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    }

    private static void assertOpen(BusinessHours hours, String from, String to) {
        Instant begin = Instant.parse(from);
        Instant end = Instant.parse(to);
        assertThat(hours.isBusinessHours(begin.minusMillis(1))).isFalse();
        assertThat(hours.isBusinessHours(end)).isFalse();
        for (Instant now = begin; now.isBefore(end); now = now.plus(Duration.ofMinutes(5))) {
            assertThat(hours.endAt(now)).as(now.toString()).hasValueSatisfying(until -> assertThat(until.toInstant()).isEqualTo(end));
        }
    }

    @Test
    void weekdaysAreNamedOrSpanned() {
        assertThat(Weekdays.of("MON-FRI").days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY);
        assertThat(Weekdays.of("mon, Wednesday,sat-SUN").days()).isEqualTo(Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        assertThat(Weekdays.of("SAT-MON").days()).isEqualTo(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY));
        assertThat(Weekdays.of("SUN").days()).isEqualTo(Set.of(DayOfWeek.SUNDAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MO", "MON-", "MON-FRI-SUN", "MON FRI", "MON,,TUE", "1-5"})
    void otherDaysAreRefusedWithTheForm(String days) {
        assertThatThrownBy(() -> Weekdays.of(days)).hasMessage("'" + days + "' is not days of the week; write them like MON-FRI or MON,WED,SAT-SUN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8-18", "08:00", "18:00-08:00", "08:00-08:00", "25:00-26:00", "08:00-24:30", "24:00-24:00", "08:00 - 18:00"})
    void otherHoursAreRefusedWithTheForm(String hours) {
        assertThatThrownBy(() -> HoursOfDay.of(hours)).hasMessageStartingWith("'" + hours + "' is not hours of one day; write them like 08:00-18:00");
    }

    private static BusinessHours hours(String zone, String days, String hours) {
        return BusinessHours.of(PoolSettingsOf.given(Map.of("business-hours.zone", zone, "business-hours.days", days, "business-hours.hours", hours,
                "business-hours.holidays", "")).businessHours(), PoolSettingsOf.home());
    }
}
