package io.fnorpa.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a browser service's Java, in the form that {@code -Xmx} takes: a number of bytes, or one with k, m or g. */
final class BrowserHeap {

    /** With less the browser service refuses to start: its requests could use it up (browser-service/README.md, Bounds). Java keeps a part of it back. */
    static final int LEAST_MIB = 152;

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kKmMgG]?)");
    private static final long KIB = 1024;
    private static final Map<String, Long> UNITS = Map.of("", 1L, "k", KIB, "m", KIB * KIB, "g", KIB * KIB * KIB);

    private BrowserHeap() {}

    static boolean isEnough(String heap) {
        Matcher form = FORM.matcher(heap);
        return form.matches() && Long.parseLong(form.group(1)) * UNITS.get(form.group(2).toLowerCase(Locale.ROOT)) >= LEAST_MIB * KIB * KIB;
    }
}
