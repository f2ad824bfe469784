package io.fnorpa.totp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How an account's codes fared on one day (UTC), as {@code totp_metrics:<provider>:<date>} holds it.
 *
 * @param codesGenerated  codes that were handed out
 * @param codesConsumed   codes that the portal gave a verdict on
 * @param successfulAuths of those, accepted ones
 * @param successRate     accepted among those with a verdict, 0 to 1; 0 if there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TotpUsage(long codesGenerated, long codesConsumed, long successfulAuths, double successRate) {

    static final TotpUsage NONE = new TotpUsage(0, 0, 0, 0);
}
