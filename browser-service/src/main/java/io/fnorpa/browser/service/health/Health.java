package io.fnorpa.browser.service.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer of the health endpoints.
 *
 * @param status         {@code live}, {@code ready}, {@code initializing} or {@code error}
 * @param message        what is wrong, or why no page was opened for a probe; or null
 * @param timestamp      seconds since 1970
 * @param browserVersion such as {@code firefox 153.0}
 * @param answers        {@code prompt}, or {@code delayed} where Firefox's second of two answers comes 40 ms late
 * @param openSessions   sessions open now
 * @param maxSessions    the most there can be
 * @param durationMs     what the probe took, in milliseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Health(String status, String message, double timestamp, String browserVersion, String answers, Integer openSessions,
        Integer maxSessions, Long durationMs) {

    private static final double MILLIS = 1000.0;

    static Health of(String status, String message) {
        return new Health(status, message, System.currentTimeMillis() / MILLIS, null, null, null, null, null);
    }

    Health withBrowser(String version, boolean prompt) {
        return new Health(status, message, timestamp, version, prompt ? "prompt" : "delayed", openSessions, maxSessions, durationMs);
    }

    Health withSessions(int open, int most) {
        return new Health(status, message, timestamp, browserVersion, answers, open, most, durationMs);
    }

    Health saying(String newMessage) {
        return new Health(status, newMessage, timestamp, browserVersion, answers, openSessions, maxSessions, durationMs);
    }

    Health after(long millis) {
        return new Health(status, message, timestamp, browserVersion, answers, openSessions, maxSessions, millis);
    }

    @JsonIgnore
    public boolean isGood() {
        return status.equals("live") || status.equals("ready");
    }
}
