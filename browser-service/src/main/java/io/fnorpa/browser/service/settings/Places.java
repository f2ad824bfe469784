package io.fnorpa.browser.service.settings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which time zones and locales Firefox takes. Of zones these are the names in {@code firefox/time-zones.txt}, what
 * {@code Intl.supportedValuesOf('timeZone')} gives in Firefox 153: fewer than Java knows, which has also the IANA database's
 * links ({@code US/Pacific}, {@code Etc/UTC}) and forms of its own ({@code Z}, {@code UTC+01:00}, {@code SystemV/EST5}).
 */
public final class Places {

    /** Language, script, region. BCP 47 knows more parts, of which Firefox refuses some. */
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\\d{3}))?");
    private static final Set<String> ZONES = read("/firefox/time-zones.txt");

    private Places() {}

    /** Whether it is a language tag such as {@code en-ZA} or {@code zh-Hant-TW}. */
    public static boolean isLocale(String tag) {
        return LOCALE.matcher(tag).matches();
    }

    /** Whether it is the name of a time zone such as {@code Africa/Johannesburg}. */
    public static boolean isTimeZone(String name) {
        return ZONES.contains(name);
    }

    /** All of them. */
    public static Set<String> zones() {
        return ZONES;
    }

    private static Set<String> read(String list) {
        try (InputStream names = Places.class.getResourceAsStream(list)) {
            return new String(names.readAllBytes(), US_ASCII).lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
