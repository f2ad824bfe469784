package io.fnorpa.flow.local;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.ticket.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A session in a browser service for one attempt, with the account's credentials in it; it ends with {@link #close()}. */
final class LocalSession implements AutoCloseable {

    /** A code is waited for without a command. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);

    private final Ticket ticket;
    private final BrowserClient client;

    private LocalSession(Ticket ticket) {
        this.ticket = ticket;
        this.client = new BrowserClient(ticket.browser(), ticket.sessionToken());
    }

    /** @throws IllegalArgumentException a secret is missing; the message names its file */
    static LocalSession open(LocalRun.Order order, LocalRun.Means means, Instant deadline) {
        FnoSettings fno = order.fno();
        String id = "s-" + UUID.randomUUID();
        LocalSession session = new LocalSession(new Ticket(order.attempt(), means.browser(), id, means.tokens().session(means.instance(), order.attempt(), id, deadline),
                null, null, null, deadline));
        SessionRequest request = new SessionRequest(id, fno.fno(), order.portal(), fno.allowedHosts(), means.secrets().credentials(fno), null,
                fno.totp().isPresent() ? (int) LONGEST_PAUSE.toSeconds() : null, deadline, fno.locale(), fno.timeZone().getId());
        try {
            session.client.open(request);
            return session;
        } catch (RuntimeException e) {
            session.abandon(e);
            throw e;
        } finally {
            request.wipe();
        }
    }

    /** Of what was broken off while it was opened nobody knows whether it is open. */
    private void abandon(RuntimeException reason) {
        boolean interrupted = Thread.interrupted();
        try {
            client.closeQuickly();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        } finally {
            restore(interrupted);
        }
    }

    Ticket ticket() {
        return ticket;
    }

    BrowserClient client() {
        return client;
    }

    /** Also of a run that was interrupted: the credentials go with it. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (interrupted) {
                client.closeQuickly();
            } else {
                client.close();
            }
        } finally {
            restore(interrupted);
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
