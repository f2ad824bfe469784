package io.fnorpa.browsers.pool;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Days on which nobody works although the week says so. {@link HolidayFile} reads them.
 *
 * @param days         each with its rule; of several that fall on one date the first gives the name
 * @param afterASunday what the Monday after a holiday on a Sunday is called, where it is a holiday too
 */
public record Holidays(List<Holiday> days, Optional<String> afterASunday) {

    /** Every day is as the week has it. */
    public static final Holidays NONE = new Holidays(List.of(), Optional.empty());

    /** One holiday, in whatever year. */
    public record Holiday(String name, DayRule rule) {}

    /** Which dates a holiday falls on. */
    @FunctionalInterface
    public interface DayRule {
        boolean fallsOn(LocalDate date);
    }

    public Holidays {
        days = List.copyOf(days);
    }

    /** The holiday's name; empty on a day that is none. */
    public Optional<String> on(LocalDate date) {
        Optional<String> own = named(date);
        boolean afterOneOnSunday = date.getDayOfWeek() == DayOfWeek.MONDAY && own.isEmpty() && named(date.minusDays(1)).isPresent();
        return afterOneOnSunday ? afterASunday : own;
    }

    private Optional<String> named(LocalDate date) {
        for (Holiday day : days) {
            if (day.rule().fallsOn(date)) {
                return Optional.of(day.name());
            }
        }
        return Optional.empty();
    }
}
