package io.fnorpa.totp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * An ask that has its slot.
 *
 * @param ask       what is wanted
 * @param slot      its step
 * @param grantedAt when the step was given
 */
public record TotpTurn(TotpAsk ask, TotpSlot slot, Instant grantedAt) {

    /** True if the step had not begun when it was given. */
    public boolean isWaiting() {
        return !slot.hasBegun(grantedAt);
    }

    /** When the step begins. */
    public OffsetDateTime getWaitingUntil() {
        return slot.begins().atOffset(ZoneOffset.UTC);
    }

    public String getWaitingReason() {
        return slot.waitingReason();
    }
}
