package io.fnorpa.browsers.pool;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours within one day, written like {@code 08:00-18:00}; a whole day is {@code 00:00-24:00}.
 *
 * @param from included
 * @param to   excluded; midnight is the end of the day
 */
public record HoursOfDay(LocalTime from, LocalTime to) {

    private static final Pattern FORM = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");
    private static final String END_OF_DAY = "24:00";

    /** @throws IllegalArgumentException that says the form */
    public static HoursOfDay of(String text) {
        Matcher form = FORM.matcher(text.strip());
        try {
            if (form.matches()) {
                LocalTime from = LocalTime.parse(form.group(1));
                LocalTime to = form.group(2).equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(form.group(2));
                if (to.equals(LocalTime.MIDNIGHT) || from.isBefore(to)) {
                    return new HoursOfDay(from, to);
                }
            }
        } catch (DateTimeException e) {
            // told below, with the form
        }
        throw new IllegalArgumentException("'" + text + "' is not hours of one day; write them like 08:00-18:00, the earlier one first; 24:00 is the day's end");
    }

    LocalDateTime beginOn(LocalDate date) {
        return date.atTime(from);
    }

    LocalDateTime endOn(LocalDate date) {
        return to.equals(LocalTime.MIDNIGHT) ? date.plusDays(1).atStartOfDay() : date.atTime(to);
    }
}
