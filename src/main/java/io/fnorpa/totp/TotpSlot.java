package io.fnorpa.totp;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A time step that was handed out to one job and to nobody else.
 *
 * @param account whose
 * @param step    number of the step
 * @param begins  when the step begins; in the past if it runs already
 * @param ends    when it is over
 * @param before  how many steps before it others wait for
 */
public record TotpSlot(TotpAccount account, long step, Instant begins, Instant ends, long before) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    boolean hasBegun(Instant now) {
        return !now.isBefore(begins);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(ends);
    }

    /** For the operator, in this machine's time zone. */
    String waitingReason() {
        String queue = before == 0 ? "" : " (" + before + " before it)";
        return "waiting for TOTP step that begins " + TIME.format(begins.atZone(ZoneId.systemDefault())) + queue;
    }

    @Override
    public String toString() {
        return "step " + step + " of " + account.name();
    }
}
