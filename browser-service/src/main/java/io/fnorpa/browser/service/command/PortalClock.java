package io.fnorpa.browser.service.command;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What time it is at the portal, from the header {@code Date} of its documents (RFC 9110, section 6.6.1), host by host.
 * An answer that a cache kept tells an old time, never a new one: such with an {@code Age} are left out, and of several
 * the one that is furthest ahead counts. Good to a second, which is what the header has. Used on the browser's thread
 * alone.
 */
final class PortalClock {

    private static final int MOST_HOSTS = 20;
    /** The header has whole seconds: the time was that or up to a second more. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final Map<String, Duration> ahead = new LinkedHashMap<>();

    /**
     * A document came.
     *
     * @param headers of the answer, by their names in small letters
     * @param now     our clock
     */
    void told(String url, Map<String, String> headers, Instant now) {
        String date = headers.get("date");
        if (date == null || headers.containsKey("age")) {
            return;
        }
        try {
            Duration found = Duration.between(now, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().plus(HALF_A_SECOND));
            host(url).filter(host -> ahead.containsKey(host) || ahead.size() < MOST_HOSTS)
                    .ifPresent(host -> ahead.merge(host, found, (one, other) -> one.compareTo(other) > 0 ? one : other));
        } catch (DateTimeException | ArithmeticException e) {
            // a header that is no date tells nothing
        }
    }

    /**
     * The time at the host of an address, such as the page's.
     *
     * @param now our clock
     * @return empty if it has told none
     */
    Optional<Instant> at(String url, Instant now) {
        return host(url).map(ahead::get).map(now::plus);
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
