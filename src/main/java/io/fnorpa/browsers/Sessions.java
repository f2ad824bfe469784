package io.fnorpa.browsers;

import io.fnorpa.attempt.BrowserHold;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.config.OwnAddress;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.login.LoginStates;
import io.fnorpa.secret.Secret;
import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.secrets.SecretMissingException;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.workers.WorkerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * Opens and closes browser sessions. The account's credentials go from their files, and its saved login from Valkey,
 * straight to the browser service, here and in no message.
 */
@ApplicationScoped
@Named("sessions")
public class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final TokenIssuer tokens;
    private final SecretFiles secrets;
    private final PlatformConfig.Totp totp;
    private final LoginStates savedLogins;
    private final WorkerConfig workers;
    private final OwnAddress self;

    Sessions(TokenIssuer tokens, SecretFiles secrets, PlatformConfig config, LoginStates savedLogins, WorkerConfig workers, OwnAddress self) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.totp = config.totp();
        this.savedLogins = savedLogins;
        this.workers = workers;
        this.self = self;
    }

    /** Chooses the session's id and mints the attempt's tokens. */
    public void issueTicket(@Body RunningAttempt attempt) {
        BrowserHold browser = attempt.getBrowser();
        String session = "s-" + UUID.randomUUID();
        attempt.setTicket(new Ticket(attempt.getId(), browser.address(), session,
                tokens.session(browser.instance(), attempt.getId(), session, attempt.getDeadline()),
                tokens.attempt(attempt.getId(), attempt.getDeadline()),
                workers.endpoint().isPresent() || workers.forFno().containsKey(attempt.getSettings().fno()) ? self.forWorkers() : null, attempt.getFlowVersion(), attempt.getDeadline()));
    }

    /** Opens the session that the ticket names. */
    public void open(@Body RunningAttempt attempt) {
        FnoSettings fno = attempt.getSettings();
        Ticket ticket = attempt.getTicket();
        attempt.setSessionClosed(false);
        client(attempt).open(new SessionRequest(ticket.sessionId(), fno.fno(), baseUrl(fno), fno.allowedHosts(),
                credentials(attempt), savedLogins.of(attempt), idleSeconds(fno),
                ticket.deadline(), fno.locale(), fno.timeZone().getId()));
    }

    /** A session in which a code is waited for has no command all that time. Null: the browser service's default. */
    private Integer idleSeconds(FnoSettings fno) {
        Duration wait = fno.totp().isPresent() ? totp.maxWait().plus(MARGIN) : Duration.ZERO;
        return fno.idleTimeout().or(() -> fno.totp().map(rules -> wait))
                .map(own -> own.compareTo(wait) < 0 ? wait : own)
                .map(Duration::toSeconds).map(Math::toIntExact).orElse(null);
    }

    /** Closes it; what cannot be closed ends with its browser service anyway. */
    public void close(@Body RunningAttempt attempt) {
        if (attempt.getTicket() == null) {
            return;
        }
        try {
            attempt.setSessionClosed(client(attempt).close() || attempt.isSessionClosed());
        } catch (RuntimeException e) {
            LOG.debugf("Session %s was not closed: %s", attempt.getSessionId(), e.getMessage());
        }
    }

    private static BrowserClient client(RunningAttempt attempt) {
        Ticket ticket = attempt.getTicket();
        return new BrowserClient(ticket.browser(), ticket.sessionToken(), Resending.DEFAULT, attempt.getBrowserUse());
    }

    /** The secret {@code <fno>-url}, where there is one, stands over {@code base-url} of fno.yaml. */
    private URI baseUrl(FnoSettings fno) {
        String file = fno.secretFile("url");
        return secrets.find(file).map(url -> address(file, url)).orElse(fno.baseUrl());
    }

    /** Says nothing of the file's content but that it will not do. */
    private static URI address(String file, Secret url) {
        try {
            URI address = new URI(url.reveal().strip());
            if ("https".equals(address.getScheme()) || "http".equals(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            // its message quotes the secret
        }
        throw new SecretMissingException("The secret " + file + " is not the address of a portal: it must be like https://portal.example.net."
                + " Correct the file, then retry the job.");
    }

    private Map<String, Secret> credentials(RunningAttempt attempt) {
        FnoSettings fno = attempt.getSettings();
        Map<String, Secret> credentials = new LinkedHashMap<>();
        fno.credentials().forEach(name ->
                credentials.put(name, secrets.read(fno.secretFile(attempt.getAccount().name(), name))));
        return credentials;
    }
}
