package io.fnorpa.flow.component;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as flows write them: {@code 30s}, {@code 500ms}, {@code 2m}; a number alone is milliseconds. */
public final class TimeLimit {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)?");

    private TimeLimit() {}

    /** The time, more than nothing; anything else is an {@link IllegalArgumentException} that says the form. */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        Duration time = form.matches() ? of(Long.parseLong(form.group(1)), form.group(2)) : Duration.ZERO;
        if (time.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is not a time for option 'timeout'; write 30s or 500ms");
        }
        return time;
    }

    private static Duration of(long number, String unit) {
        return "m".equals(unit) ? Duration.ofMinutes(number) : "s".equals(unit) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
