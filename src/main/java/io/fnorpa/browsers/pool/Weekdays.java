package io.fnorpa.browsers.pool;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Days of the week, written like {@code MON-FRI} or {@code MON,WED,SAT-SUN}. */
public record Weekdays(Set<DayOfWeek> days) {

    public Weekdays {
        days = Set.copyOf(days);
    }

    /** @throws IllegalArgumentException that says the form */
    public static Weekdays of(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw wrong(text);
            }
            DayOfWeek last = day(ends[ends.length - 1], text);
            DayOfWeek day = day(ends[0], text);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return new Weekdays(days);
    }

    private static DayOfWeek day(String word, String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equalsIgnoreCase(word.strip())
                        || day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> wrong(text));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is not days of the week; write them like MON-FRI or MON,WED,SAT-SUN");
    }

    public boolean contains(DayOfWeek day) {
        return days.contains(day);
    }
}
