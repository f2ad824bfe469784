package io.fnorpa.flow.component;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as flows write them: {@code 30s}, {@code 500ms}, {@code 2m}; a number alone is milliseconds. */
public final class TimeLimit {

    /** What the whole text must match. */
    public static final String FORM = "(\\d{1,9})(ms|s|m)?";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** What the browser service grants a command. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private TimeLimit() {}

    /** The time, more than nothing and at most two minutes; anything else is an {@link IllegalArgumentException} that says so. */
    public static Duration parse(String text) {
        Matcher form = PATTERN.matcher(text.strip());
        Duration time = form.matches() ? of(Long.parseLong(form.group(1)), form.group(2)) : Duration.ZERO;
        if (time.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is not a time for option 'timeout'; write 30s or 500ms");
        }
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long for option 'timeout'; the browser service takes at most 2m. Wait in several steps");
        }
        return time;
    }

    private static Duration of(long number, String unit) {
        return "m".equals(unit) ? Duration.ofMinutes(number) : "s".equals(unit) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
