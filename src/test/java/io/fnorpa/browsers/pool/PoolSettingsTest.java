package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolSettingsTest {

    @Test
    void theDefaultsAreThePlansFigures() {
        PoolSettings settings = PoolSettingsOf.defaults();
        assertThat(settings.minInstances()).isEqualTo(1);
        assertThat(settings.maxInstances()).isEqualTo(5);
        assertThat(settings.preWarmMax()).isEqualTo(3);
        assertThat(settings.preWarmAhead()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.businessHours().hours()).isEqualTo(new HoursOfDay(LocalTime.of(8, 0), LocalTime.of(18, 0)));
        assertThat(settings.businessHours().days()).isEqualTo(Weekdays.of("MON-FRI"));
        assertThat(settings.businessHours().zone()).isEqualTo(ZoneId.of("Africa/Johannesburg"));
        assertThat(settings.businessHours().holidays()).contains(Path.of("calendars/south-africa.txt"));
        assertThat(problems(2, Map.of())).isEmpty();
    }

    @Test
    void eachCanBeSet() {
        PoolSettings.Hours hours = PoolSettingsOf.given(Map.of("business-hours.hours", "06:30-24:00", "business-hours.days", "SAT,SUN",
                "business-hours.zone", "Europe/Berlin", "business-hours.holidays", "")).businessHours();
        assertThat(hours.hours().to()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(hours.days().days()).containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(hours.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(hours.holidays()).as("empty: there are none").isEmpty();
    }

    @Test
    void whatHasNotItsFormIsNamedWithKeyValueAndForm() {
        assertThatThrownBy(() -> PoolSettingsOf.given(Map.of("business-hours.days", "weekdays")))
                .hasMessageContaining("rpa.browsers.kubernetes.pool.business-hours.days").hasMessageContaining("'weekdays' is not days of the week; write them like MON-FRI");
        assertThatThrownBy(() -> PoolSettingsOf.given(Map.of("business-hours.hours", "8 to 6")))
                .hasMessageContaining("rpa.browsers.kubernetes.pool.business-hours.hours").hasMessageContaining("write them like 08:00-18:00");
        assertThatThrownBy(() -> PoolSettingsOf.given(Map.of("business-hours.zone", "Africa/Joburg")))
                .hasMessageContaining("rpa.browsers.kubernetes.pool.business-hours.zone").hasMessageContaining("'Africa/Joburg' is no time zone; write its name");
    }

    @Test
    void sizesThatDoNotGoTogetherAreRefusedWithBothValues() {
        assertThat(problems(0, Map.of())).singleElement().asString()
                .contains("rpa.warm-pool-size is 0, less than rpa.browsers.kubernetes.pool.min-instances, which is 1");
        assertThat(problems(0, Map.of("min-instances", "0"))).isEmpty();
        assertThat(problems(5, Map.of("max-instances", "4"))).singleElement().asString()
                .contains("rpa.warm-pool-size is 5, more than rpa.browsers.kubernetes.pool.max-instances, which is 4");
        assertThat(problems(2, Map.of("max-instances", "2"))).singleElement().asString()
                .contains("rpa.browsers.kubernetes.pool.pre-warm-max is 3, more than rpa.browsers.kubernetes.pool.max-instances, which is 2");
        assertThat(problems(2, Map.of("hold-down", "4s"))).singleElement().asString()
                .contains("rpa.browsers.kubernetes.pool.hold-down is PT4S").contains("interval, which is PT5S");
        assertThat(problems(1, Map.of("min-instances", "2", "max-instances", "2", "hold-down", "1s"))).as("all at once").hasSize(3);
    }

    @Test
    void aFileOfHolidaysThatWillNotDoIsRefusedWithFileAndLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("days.txt"), "12-25 Christmas Day\n25-12 The same\n");
        assertThat(problems(2, Map.of("business-hours.holidays", file.toString()))).singleElement().asString()
                .startsWith("rpa.browsers.kubernetes.pool.business-hours.holidays: " + file + " line 2: '25-12 The same'");
        assertThat(problems(2, Map.of("business-hours.holidays", "calendars/nowhere.txt"))).singleElement().asString()
                .isEqualTo("rpa.browsers.kubernetes.pool.business-hours.holidays: " + PoolSettingsOf.home().resolve("calendars/nowhere.txt") + " is not there");
    }

    private static List<String> problems(int warmSize, Map<String, String> given) {
        return PoolChecks.problems(warmSize, PoolSettingsOf.given(given), PoolSettingsOf.home());
    }
}
