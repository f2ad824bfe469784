package io.fnorpa.browser.service.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer of the health endpoints.
 *
 * @param status         {@code live}, {@code ready}, {@code initializing} or {@code error}
 * @param message        what is wrong, or null
 * @param timestamp      seconds since 1970
 * @param browserVersion such as {@code firefox 153.0}
 * @param openSessions   sessions open now
 * @param maxSessions    the most there can be
 * @param durationMs     what the probe took, in milliseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Health(String status, String message, double timestamp, String browserVersion, Integer openSessions,
        Integer maxSessions, Long durationMs) {

    private static final double MILLIS = 1000.0;

    static Health of(String status, String message) {
        return new Health(status, message, System.currentTimeMillis() / MILLIS, null, null, null, null);
    }

    Health withSessions(String version, int open, int most) {
        return new Health(status, message, timestamp, version, open, most, durationMs);
    }

    Health after(long millis) {
        return new Health(status, message, timestamp, browserVersion, openSessions, maxSessions, millis);
    }

    @JsonIgnore
    public boolean isGood() {
        return status.equals("live") || status.equals("ready");
    }
}
