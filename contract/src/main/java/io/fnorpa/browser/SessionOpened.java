package io.fnorpa.browser;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * Answer to {@link SessionRequest}.
 *
 * @param sessionId      the session
 * @param instance       the browser service's instance id
 * @param browserVersion such as {@code firefox 153.0}
 * @param expiresAt      the hard deadline
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SessionOpened(String sessionId, String instance, String browserVersion, Instant expiresAt) {}
