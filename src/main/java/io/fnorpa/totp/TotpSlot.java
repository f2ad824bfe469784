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
 * @param why     why it is not the present step's; null if it is
 */
public record TotpSlot(TotpAccount account, long step, Instant begins, Instant ends, long before, String why) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    boolean hasBegun(Instant now) {
        return !now.isBefore(begins);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(ends);
    }

    /** For the operator, in this machine's time zone. */
    String waitingReason() {
        String queue = before == 0 ? "" : ", before it " + before + " more";
        return "waits for a code of its own until " + TIME.format(begins.atZone(ZoneId.systemDefault())) + ": the portal takes a code once, and "
                + why + queue;
    }

    @Override
    public String toString() {
        return "step " + step + " of " + account.name();
    }
}
