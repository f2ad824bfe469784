package io.fnorpa.ticket;

import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * What a flow needs to do one attempt: which browser session to drive, whom to report to, and until when. It holds two
 * tokens and no credential of the portal. {@code toString} shows neither token.
 *
 * @param attempt      the attempt; both tokens' subject
 * @param browser      base address of the browser service, such as {@code http://127.0.0.1:41233}
 * @param sessionId    the session, chosen by the orchestrator
 * @param sessionToken for the browser service: this session alone, until the deadline
 * @param attemptToken for the orchestrator: this attempt alone, until it is settled
 * @param orchestrator base address of the orchestrator that holds the attempt, for reports over HTTP; null when the flow runs in its process
 * @param flowVersion  version of the FNO's flows that must do the work
 * @param deadline     when the attempt is over, whatever its state
 */
public record Ticket(
        AttemptId attempt,
        URI browser,
        String sessionId,
        Secret sessionToken,
        Secret attemptToken,
        URI orchestrator,
        String flowVersion,
        Instant deadline) {

    public Ticket {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(browser, "browser");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(sessionToken, "sessionToken");
        Objects.requireNonNull(deadline, "deadline");
    }

    @Override
    public String toString() {
        return "ticket of " + attempt + " for session " + sessionId;
    }
}
