package io.fnorpa.browser.service.session;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.SessionOpened;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.firefox.Firefox;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.token.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The sessions of this service. A session's life: opened under the id of its token (the warm browser is taken), driven
 * by commands, and ended once: by its client, at its idle limit, at its deadline, or when its browser dies. Its id is
 * remembered for a while, so that later calls are told why, and is never opened again. Each is ended on a thread of its
 * own, so that a browser which does not close keeps no other session waiting.
 */
@ApplicationScoped
public class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final BrowserSettings settings;
    private final SessionOpener opener;
    private final MeterRegistry metrics;
    private final Map<String, Place> sessions = new HashMap<>();
    private final EndedSessions ended = new EndedSessions();
    private final ExecutorService enders = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "session-end");
        thread.setDaemon(true);
        return thread;
    });
    private boolean hasServed;
    private boolean shuttingDown;

    Sessions(BrowserSettings settings, SessionOpener opener, MeterRegistry metrics) {
        this.settings = settings;
        this.opener = opener;
        this.metrics = metrics;
        metrics.gauge("browser.sessions.open", this, Sessions::open);
    }

    /** Opens the token's session; asked again for the same, answers the same. Credentials of a request that opened none are wiped. */
    public SessionOpened open(VerifiedToken token, SessionRequest request) {
        Place mine = new Place(token.subject());
        try {
            SessionWishes wishes = SessionWishes.of(request, token, settings, Instant.now());
            Place known = owned(reserve(token, mine), token);
            return known == mine ? start(token, request, wishes, mine.session()).opened() : known.call(() -> await(known)).opened();
        } finally {
            if (!mine.session().isDone() || mine.session().isCompletedExceptionally()) {
                request.wipe();
            }
        }
    }

    private Session start(VerifiedToken token, SessionRequest request, SessionWishes wishes, CompletableFuture<Session> promise) {
        try {
            Session session = opener.open(token, request, wishes, this::isShuttingDown);
            synchronized (this) {
                hasServed = true;
            }
            promise.complete(session);
            return session;
        } catch (RuntimeException e) {
            synchronized (this) {
                sessions.remove(token.sessionId());
            }
            promise.completeExceptionally(e);
            throw e;
        }
    }

    /** The place that the session is given now, or has already. */
    private synchronized Place reserve(VerifiedToken token, Place mine) {
        Place known = sessions.get(token.sessionId());
        boolean over = ended.find(token.sessionId()) != null; // perhaps still on its way out
        if (known != null && !over) {
            return known;
        }
        if (shuttingDown) {
            throw shuttingDown();
        }
        if (over) {
            throw ProblemException.of(ProblemKind.SESSION_EXPIRED, "This session was opened and ended before; take a new id");
        }
        if (settings.oneSession() && hasServed) {
            metrics.counter("browser.sessions.refused").increment();
            throw ProblemException.of(ProblemKind.CAPACITY, "This service serves one session (browser.one-session) and has had it; ask another service");
        }
        if (sessions.size() >= settings.maxSessions()) {
            metrics.counter("browser.sessions.refused").increment();
            throw ProblemException.of(ProblemKind.CAPACITY, sessions.size() + " of " + settings.maxSessions()
                    + " sessions are open; close one or ask another service");
        }
        sessions.put(token.sessionId(), mine);
        return mine;
    }

    static ProblemException shuttingDown() {
        return ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down and opens no session; ask another service");
    }

    /** Runs a command in the token's session. */
    public CommandResult run(VerifiedToken token, Command command) {
        Place place = find(token, command);
        Duration limit = limit(command);
        Timer.Sample sample = Timer.start(metrics);
        String outcome = "done";
        try {
            return place.call(() -> await(place).run(command, limit));
        } catch (ProblemException e) {
            outcome = e.kind().code();
            throw e.inCommand(command.id());
        } finally {
            sample.stop(metrics.timer("browser.command", "type", command.type().wireName(), "outcome", outcome));
        }
    }

    private Duration limit(Command command) {
        if (command.timeoutMs() == null) {
            return settings.commandTimeout();
        }
        Duration limit = Duration.ofMillis(command.timeoutMs());
        if (limit.isZero() || limit.isNegative() || limit.compareTo(settings.commandTimeoutMax()) > 0) {
            throw ProblemException.invalid("Field 'timeout_ms' is " + command.timeoutMs() + "; it must be from 1 to "
                    + settings.commandTimeoutMax().toMillis()).inCommand(command.id());
        }
        return limit;
    }

    private synchronized Place find(VerifiedToken token, Command command) {
        Place known = sessions.get(token.sessionId());
        if (known == null) {
            throw absent(token).inCommand(command.id());
        }
        return owned(known, token);
    }

    private ProblemException absent(VerifiedToken token) {
        EndedSessions.End gone = ended.find(token.sessionId());
        if (gone == null) {
            return ProblemException.of(ProblemKind.SESSION_NOT_FOUND, "There is no session " + token.sessionId() + "; create it first");
        }
        return gone.subject().equals(token.subject()) ? gone.why() : foreign();
    }

    private static Place owned(Place place, VerifiedToken token) {
        if (!place.isOf(token.subject())) {
            throw foreign();
        }
        return place;
    }

    private static ProblemException foreign() {
        return ProblemException.of(ProblemKind.FORBIDDEN, "The session was opened by another subject than the token's");
    }

    private Session await(Place place) {
        try {
            return place.session().get(settings.launchTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw ProblemException.of(ProblemKind.SESSION_BUSY, "The session is still being opened");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down");
        }
    }

    /** Ends the token's session. One that has ended already, in whatever way, is closed. */
    public void close(VerifiedToken token) {
        Place known;
        synchronized (this) {
            known = sessions.get(token.sessionId());
            EndedSessions.End gone = ended.find(token.sessionId());
            if (known == null && gone != null && gone.subject().equals(token.subject())) {
                return;
            }
            if (known == null) {
                throw absent(token);
            }
        }
        owned(known, token).close(() -> {
            Session session = await(known);
            beginEnd(token.sessionId(), session, ProblemException.of(ProblemKind.SESSION_NOT_FOUND, "The session was closed by its client"), "closed");
            finishEnd(token.sessionId(), session);
        });
    }

    /** Begins to end what must end now. */
    public void endDue(Instant now) {
        running().forEach((id, session) -> {
            ProblemException reason = session.reasonToEnd(now);
            if (reason != null && beginEnd(id, session, reason, reason.kind().code())) {
                enders.execute(() -> finishEnd(id, session));
            }
        });
    }

    /** From now on calls are told {@code why}. False if it was ending already. */
    private synchronized boolean beginEnd(String id, Session session, ProblemException why, String how) {
        ended.remember(id, new EndedSessions.End(session.subject(), why, how));
        return session.beginEnd(why);
    }

    /** Returns when nothing of it is left, whoever began to end it. */
    private void finishEnd(String id, Session session) {
        session.end();
        EndedSessions.End end;
        synchronized (this) {
            if (sessions.remove(id) == null) {
                return;
            }
            end = ended.find(id);
        }
        metrics.counter("browser.sessions.ended", "how", end.how()).increment();
        LOG.infof("Session %s ended: %s", id, end.why().getMessage());
    }

    private synchronized Map<String, Session> running() {
        Map<String, Session> running = new LinkedHashMap<>();
        sessions.forEach((id, place) -> {
            CompletableFuture<Session> opening = place.session();
            if (opening.isDone() && !opening.isCompletedExceptionally()) {
                running.put(id, opening.join());
            }
        });
        return running;
    }

    public synchronized int open() {
        return sessions.size();
    }

    /** Whether the session of this id is open, or being opened or ended. */
    public synchronized boolean isOpen(String id) {
        return sessions.containsKey(id);
    }

    /** Whether another session could be opened now, so that it is worth having a browser ready for it. */
    public synchronized boolean hasRoom() {
        return !shuttingDown && sessions.size() < settings.maxSessions() && !(settings.oneSession() && hasServed);
    }

    /** The browsers of the sessions that are open. */
    public List<Firefox> browsers() {
        return running().values().stream().map(Session::firefox).toList();
    }

    /** Does something with the browser of a session that runs no command, which has to wait meanwhile; empty if there is none. */
    public <T> Optional<T> atRest(Function<Firefox, T> task) {
        return running().values().stream().map(session -> session.atRest(task)).flatMap(Optional::stream).findFirst();
    }

    /** From now on opens no session. Those that are open go on. */
    public synchronized void openNoMore() {
        shuttingDown = true;
    }

    public synchronized boolean isShuttingDown() {
        return shuttingDown;
    }

    /** When the last of the open sessions is over at the latest; empty if none is open. */
    public Optional<Instant> lastDeadline() {
        return running().values().stream().map(session -> session.opened().expiresAt()).max(Instant::compareTo);
    }

    /** Opens no session any more and ends those that are open; one that is just being opened is awaited for as long as a browser may take to close. */
    public void shutDown() {
        List<Place> last;
        synchronized (this) {
            shuttingDown = true;
            last = List.copyOf(sessions.values());
        }
        last.stream().map(place -> place.session().copy()
                .orTimeout(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenAcceptAsync(this::endForGood, enders)
                .exceptionally(notOpened -> null)).toList().forEach(CompletableFuture::join);
    }

    private void endForGood(Session session) {
        String id = session.opened().sessionId();
        beginEnd(id, session, ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down"), "shutting-down");
        finishEnd(id, session);
    }
}
