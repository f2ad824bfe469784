package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidaysTest {

    private static final Holidays SOUTH_AFRICA = HolidayFile.read(PoolSettingsOf.home().resolve("calendars/south-africa.txt"));

    /** As the government's pages list them: https://www.gov.za/about-sa/public-holidays. */
    @Test
    void southAfricasHolidaysOf2026() {
        assertThat(of(2026)).containsExactly(
                Map.entry("2026-01-01", "New Year's Day"),
                Map.entry("2026-03-21", "Human Rights Day"),
                Map.entry("2026-04-03", "Good Friday"),
                Map.entry("2026-04-06", "Family Day"),
                Map.entry("2026-04-27", "Freedom Day"),
                Map.entry("2026-05-01", "Workers' Day"),
                Map.entry("2026-06-16", "Youth Day"),
                Map.entry("2026-08-09", "National Women's Day"),
                Map.entry("2026-08-10", "Public holiday after a Sunday"),
                Map.entry("2026-09-24", "Heritage Day"),
                Map.entry("2026-12-16", "Day of Reconciliation"),
                Map.entry("2026-12-25", "Christmas Day"),
                Map.entry("2026-12-26", "Day of Goodwill"));
    }

    @Test
    void theMondayAfterAHolidayOnASundayIsOneUnlessItHasItsOwnName() {
        assertThat(of(2023)).containsEntry("2023-01-01", "New Year's Day").containsEntry("2023-01-02", "Public holiday after a Sunday");
        assertThat(of(2022)).containsEntry("2022-12-25", "Christmas Day").containsEntry("2022-12-26", "Day of Goodwill")
                .doesNotContainKey("2022-12-27");
        assertThat(of(2025)).containsEntry("2025-04-28", "Public holiday after a Sunday").hasSize(13);
        assertThat(of(2027)).as("the 21st of March and the 26th of December are Sundays, the 1st of May is a Saturday")
                .containsKeys("2027-03-22", "2027-12-27").doesNotContainKey("2027-05-03");
    }

    @Test
    void aDayThatIsDeclaredOnceIsOneInThatYearAlone() {
        assertThat(of(2024)).containsEntry("2024-05-29", "National and provincial elections");
        assertThat(of(2025)).doesNotContainKey("2025-05-29");
    }

    /** https://en.wikipedia.org/wiki/List_of_dates_for_Easter, and the earliest and latest that there can be. */
    @ParameterizedTest
    @ValueSource(strings = {"1818-03-22", "1943-04-25", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24", "2016-03-27", "2019-04-21", "2020-04-12",
        "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
        "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25", "2038-04-25", "2049-04-18"})
    void easter(LocalDate sunday) {
        assertThat(EasterSunday.of(sunday.getYear())).isEqualTo(sunday);
    }

    @Test
    void easterIsASundayBetween22MarchAnd25AprilInAnyYear() {
        assertThat(IntStream.rangeClosed(1583, 4099).mapToObj(EasterSunday::of)).allMatch(date -> date.getDayOfWeek() == DayOfWeek.SUNDAY
                && !date.isBefore(LocalDate.of(date.getYear(), 3, 22)) && !date.isAfter(LocalDate.of(date.getYear(), 4, 25)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "31-12 Old Year's Day      | does not begin with a day that there is",
        "02-30 No day              | does not begin with a day that there is",
        "2026-02-29 No day         | does not begin with a day that there is",
        "2026-2-3 Short            | does not begin with a day that there is",
        "easter+300 Next year      | does not begin with a day that there is",
        "easter-1a Something       | does not begin with a day that there is",
        "monday+1 Tuesday          | does not begin with a day that there is",
        "Christmas Day             | does not begin with a day that there is",
        "12-25                     | is a day without a name",
        "05-01 Labour Day          | 05-01 stands in line 2 already"})
    void aWrongLineIsRefusedWithItsNumber(String line, String problem) {
        assertThatThrownBy(() -> parse("# My days\n05-01 Workers' Day\n\n" + line))
                .hasMessageStartingWith("my-days.txt line 4: ").hasMessageContaining(problem);
    }

    @Test
    void allWrongLinesAreToldAtOnceAndWhatToWrite() {
        assertThatThrownBy(() -> parse("13-01 a\n12-25 Christmas Day\nwrong"))
                .hasMessageContaining("line 1: '13-01 a'").hasMessageContaining("line 3: 'wrong'").hasMessageContaining("easter-2 (days before or after");
    }

    @Test
    void aFileThatIsNotThereOrHasNoHolidayIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("days.txt");
        assertThatThrownBy(() -> HolidayFile.read(file)).hasMessage(file + " is not there");
        Files.writeString(file, "# nothing yet\n");
        assertThatThrownBy(() -> HolidayFile.read(file)).hasMessageContaining(file + " has no holiday in it");
        Files.write(file, "12-25 No\u00ebl".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> HolidayFile.read(file)).hasMessageContaining(file + " cannot be read as a text in UTF-8");
    }

    @Test
    void easterItselfAndTheLastDayOfFebruaryAreDaysToo() {
        Holidays holidays = parse("easter Easter Sunday\n02-29 Leap day\nEaster+1 Easter Monday");
        assertThat(holidays.on(LocalDate.of(2026, 4, 5))).contains("Easter Sunday");
        assertThat(holidays.on(LocalDate.of(2026, 4, 6))).contains("Easter Monday");
        assertThat(holidays.on(LocalDate.of(2028, 2, 29))).contains("Leap day");
        assertThat(holidays.on(LocalDate.of(2026, 4, 7))).isEmpty();
    }

    @Test
    void withoutTheLineForSundaysNoMondayIsAdded() {
        assertThat(parse("01-01 New Year's Day").on(LocalDate.of(2023, 1, 2))).isEmpty();
    }

    private static Holidays parse(String text) {
        return HolidayFile.parse("my-days.txt", text.lines().toList());
    }

    private static Map<String, String> of(int year) {
        Map<String, String> days = new LinkedHashMap<>();
        LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1))
                .forEach(date -> SOUTH_AFRICA.on(date).ifPresent(name -> days.put(date.toString(), name)));
        return days;
    }
}
