package io.fnorpa.flow.runtime;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the week at which the portal is known to be away: {@code Sun 02:00-04:00}, or {@code daily 01:00-01:30}. One
 * that ends before it begins ends on the next day.
 *
 * @param day  on which it begins; empty for every day
 * @param from in the FNO's time zone, included
 * @param to   in the FNO's time zone, excluded
 */
public record MaintenanceWindow(Optional<DayOfWeek> day, LocalTime from, LocalTime to) {

    private static final Pattern FORM = Pattern.compile("(\\w+) (\\d{2}:\\d{2})-(\\d{2}:\\d{2})");

    /** Reads {@code Sun 02:00-04:00}; anything else is an {@link IllegalArgumentException} that says the form. */
    public static MaintenanceWindow parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        try {
            if (form.matches()) {
                return new MaintenanceWindow(day(form.group(1)), LocalTime.parse(form.group(2)), LocalTime.parse(form.group(3)));
            }
        } catch (DateTimeParseException e) {
            // told below, with the form
        }
        throw new IllegalArgumentException("'" + text + "' is not a maintenance window; write it like 'Sun 02:00-04:00' or 'daily 01:00-01:30'");
    }

    private static Optional<DayOfWeek> day(String word) {
        if (word.equalsIgnoreCase("daily")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(DayOfWeek.values())
                .filter(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(word)
                        || day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily")));
    }

    /** Until when the portal is away, if it is away at this time; the time must be in the FNO's zone. */
    public Optional<ZonedDateTime> endAt(ZonedDateTime time) {
        return begun(time, 0).or(() -> begun(time, 1));
    }

    private Optional<ZonedDateTime> begun(ZonedDateTime time, int daysAgo) {
        LocalDateTime begin = time.toLocalDate().minusDays(daysAgo).atTime(from);
        LocalDateTime end = begin.toLocalDate().plusDays(to.isAfter(from) ? 0 : 1).atTime(to);
        LocalDateTime now = time.toLocalDateTime();
        boolean inside = !now.isBefore(begin) && now.isBefore(end) && day.map(begin.getDayOfWeek()::equals).orElse(true);
        return inside ? Optional.of(end.atZone(time.getZone())) : Optional.empty();
    }
}
