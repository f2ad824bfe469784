package io.fnorpa.flow.local;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.TokenIssuer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A session in a browser service for one attempt, with the account's credentials in it; it ends with {@link #close()}. */
final class LocalSession implements AutoCloseable {

    /** A code is waited for without a command. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);

    private final Ticket ticket;
    private final BrowserClient client;
    private final URI portal;

    private LocalSession(Ticket ticket, URI portal) {
        this.ticket = ticket;
        this.client = new BrowserClient(ticket.browser(), ticket.sessionToken());
        this.portal = portal;
    }

    /**
     * @param instance the browser service's id, the audience of the token
     * @throws IllegalArgumentException a secret is missing; the message names its file
     */
    static LocalSession open(FnoSettings fno, AttemptId attempt, Instant deadline, URI browser, String instance, TokenIssuer tokens, LocalSecrets secrets) {
        String id = "s-" + UUID.randomUUID();
        Ticket ticket = new Ticket(attempt, browser, id, tokens.session(instance, attempt, id, deadline), null, null, null, deadline);
        LocalSession session = new LocalSession(ticket, portal(fno, secrets));
        SessionRequest request = new SessionRequest(id, fno.fno(), session.portal, fno.allowedHosts(), secrets.credentials(fno), null,
                fno.totp().isPresent() ? (int) LONGEST_PAUSE.toSeconds() : null, deadline, fno.locale(), fno.timeZone().getId());
        try {
            session.client.open(request);
            return session;
        } finally {
            request.wipe();
        }
    }

    /** The secret {@code <fno>-url}, where there is one, stands over {@code base-url} of fno.yaml. */
    private static URI portal(FnoSettings fno, LocalSecrets secrets) {
        String file = fno.secretFile("url");
        return secrets.find(file).map(Secret::reveal).map(String::strip).map(url -> {
            if (!url.matches("https?://[^\\s/]+(/\\S*)?")) { // what it holds is not told
                throw new IllegalArgumentException("the secret's file " + secrets.file(file) + " does not hold an address such as https://portal.example.net");
            }
            return URI.create(url);
        }).orElse(fno.baseUrl());
    }

    Ticket ticket() {
        return ticket;
    }

    BrowserClient client() {
        return client;
    }

    URI portal() {
        return portal;
    }

    /** A portal on this machine is one to practise on. */
    boolean isPractice() {
        try {
            return InetAddress.getByName(portal.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // the browser tells
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
