package io.fnorpa.browsers.pool;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * When people work: so many hours of each of these weekdays that is no holiday, one stretch a day. Where clocks are set
 * forward or back within these hours, the stretch is an hour shorter or longer.
 */
public record BusinessHours(ZoneId zone, Weekdays weekdays, HoursOfDay hours, Holidays holidays) {

    /**
     * As the settings have them.
     *
     * @param home what the path of the holidays is relative to
     * @throws IllegalArgumentException if the file of the holidays cannot be read or has a wrong line, with file and line
     */
    public static BusinessHours of(PoolSettings.Hours settings, Path home) {
        Holidays holidays = settings.holidays().map(home::resolve).map(HolidayFile::read).orElse(Holidays.NONE);
        return new BusinessHours(settings.zone(), settings.days(), settings.hours(), holidays);
    }

    public boolean isBusinessHours(Instant now) {
        return endAt(now).isPresent();
    }

    /** When they end, in their zone; empty outside of them. */
    public Optional<ZonedDateTime> endAt(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        if (whyNotOn(today).isPresent() || now.isBefore(begin(today))) {
            return Optional.empty();
        }
        ZonedDateTime end = end(today);
        return now.isBefore(end.toInstant()) ? Optional.of(end) : Optional.empty();
    }

    /** Why it is outside business hours, for people: {@code Freedom Day}, {@code Saturday}, {@code before 08:00}, {@code after 18:00}. */
    String whyOutside(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return whyNotOn(today).orElseGet(() -> now.isBefore(begin(today)) ? "before " + hours.from() : "after " + hours.to());
    }

    private Optional<String> whyNotOn(LocalDate date) {
        return weekdays.contains(date.getDayOfWeek())
                ? holidays.on(date)
                : Optional.of(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    /** Of an hour that a date has twice, the first; one that it does not have is the next one. */
    private Instant begin(LocalDate date) {
        return hours.beginOn(date).atZone(zone).toInstant();
    }

    private ZonedDateTime end(LocalDate date) {
        return hours.endOn(date).atZone(zone).withLaterOffsetAtOverlap();
    }
}
