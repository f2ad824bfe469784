package io.fnorpa.login;

import io.fnorpa.account.AccountStoreAwayException;
import io.fnorpa.account.AccountTags;
import io.fnorpa.account.LoginPass;
import io.fnorpa.account.LoginWaitException;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.ticket.Ticket;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * The verbs of {@code logins.camel.yaml} about saved logins. An attempt's way through them, where its FNO saves logins:
 *
 * <ol>
 *   <li>{@link #enter}: it gets the saved login, or the turn to log in, or must wait for who has the turn;
 *   <li>{@link #await}: until it has one of the two, at most {@code rpa.logins.max-wait};
 *   <li>{@link #drop} and {@link #loginAnew}: the portal did not know the saved login; the attempt takes the turn;
 *   <li>{@link #save}: it logged in, and the others may use its login;
 *   <li>{@link #end}: a turn that came to nothing goes to the next.
 * </ol>
 *
 * While Valkey is away attempts log in by themselves. Safe for several threads.
 */
@ApplicationScoped
@Named("loginDesk")
public class LoginDesk {

    private static final Logger LOG = Logger.getLogger(LoginDesk.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** A page that is not as expected may be how the portal shows that it does not know the login. */
    private static final Set<Fault> SUSPECT = Set.of(Fault.LOGIN, Fault.PORTAL_CHANGED);
    private static final String EXPIRED = "session-expired";

    private final SavedLogins logins;
    private final Duration lease;
    private final Duration maxWait;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    LoginDesk(SavedLogins logins, PlatformConfig config, Clock clock, MeterRegistry meters) {
        this(logins, config.lease().duration(), config.logins().maxWait(), clock, meters);
    }

    /**
     * @param lease   a turn is lost unless it is renewed within this
     * @param maxWait for another's login
     */
    LoginDesk(SavedLogins logins, Duration lease, Duration maxWait, Clock clock, MeterRegistry meters) {
        this.logins = logins;
        this.lease = lease;
        this.maxWait = maxWait;
        this.clock = clock;
        this.meters = meters;
    }

    /** Sets what the attempt may do. */
    public void enter(@Body RunningAttempt attempt) {
        try {
            attempt.setLogin(logins.enter(attempt.getAccount(), attempt.toString(), lease));
        } catch (AccountStoreAwayException e) {
            LOG.warnf("%s logs in without asking for a saved login of %s: %s", attempt, attempt.getAccount(), e.getMessage());
            attempt.setLogin(LoginPass.NONE);
        }
    }

    /** For the operator, of an attempt that waits. */
    public String waitingReason(@Body RunningAttempt attempt) {
        return "waits for the login of " + attempt.getLogin().holder() + " with account " + attempt.getAccount()
                + ", until " + waitingUntil(attempt) + " at the latest: one logs in, the others use its login";
    }

    /** When the wait is given up. */
    public OffsetDateTime waitingUntil(@Body RunningAttempt attempt) {
        return bound(attempt, clock.instant()).truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    /**
     * Until a login was saved, or the turn is free.
     *
     * @throws LoginWaitException neither came in time
     */
    public void await(@Body RunningAttempt attempt) {
        Instant start = clock.instant();
        Instant bound = bound(attempt, start);
        while (attempt.getLogin().isWaiting()) {
            requireOngoing(attempt);
            if (!clock.instant().isBefore(bound)) {
                throw new LoginWaitException("The login of " + attempt.getLogin().holder() + " with account " + attempt.getAccount()
                        + " was waited for until " + bound + ". See in that job's events what keeps it.");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            enter(attempt);
        }
        meters.timer("rpa.logins.wait", AccountTags.of(attempt.getAccount())).record(Duration.between(start, clock.instant()));
    }

    private Instant bound(RunningAttempt attempt, Instant start) {
        Instant bound = start.plus(maxWait);
        return bound.isBefore(attempt.getDeadline()) ? bound : attempt.getDeadline();
    }

    private static void requireOngoing(RunningAttempt attempt) {
        if (attempt.isFenced() || attempt.getCancelledBy() != null) {
            throw new AttemptFencedException(attempt + " is over; it waits for no login any more.");
        }
        if (attempt.isOver() || Thread.currentThread().isInterrupted()) {
            throw new LoginWaitException(attempt + " was stopped while it waited for a login.");
        }
    }

    /** The event of how the attempt begins. */
    public JobEvent entered(@Body RunningAttempt attempt) {
        return event(attempt, switch (attempt.getLogin().kind()) {
            case SAVED -> "begins with saved login " + attempt.getLogin().number() + " of account " + attempt.getAccount();
            case TURN -> "has turn " + attempt.getLogin().number() + " to log in with account " + attempt.getAccount();
            default -> "logs in with account " + attempt.getAccount() + ", and saves nothing";
        });
    }

    /** The portal did not know the saved login: it is dropped for all. */
    public void drop(@Body RunningAttempt attempt) {
        long number = attempt.getLogin().number();
        try {
            logins.drop(attempt.getAccount(), number);
        } catch (AccountStoreAwayException e) {
            LOG.warnf("Saved login %d of %s was refused and could not be dropped: %s", number, attempt.getAccount(), e.getMessage());
        }
        count(attempt, "refused");
    }

    /**
     * The attempt whose saved login was dropped takes the turn to log in.
     *
     * @throws LoginWaitException another has the turn, or has saved a login already: the attempt goes back unspent, and
     *                            will begin with that login
     */
    public JobEvent loginAnew(@Body RunningAttempt attempt) {
        long number = attempt.getLogin().number();
        enter(attempt);
        if (attempt.getLogin().isWaiting() || attempt.getLogin().isSaved()) {
            attempt.giveBack("the portal did not know the saved login of account " + attempt.getAccount()
                    + "; another job makes a new one, which this one will use");
            throw new LoginWaitException("Another job logs in with account " + attempt.getAccount() + " already.");
        }
        return event(attempt, "the portal did not know saved login " + number + " of account " + attempt.getAccount()
                + "; it is dropped, and this attempt logs in");
    }

    /** Takes the login out of the browser and saves it, if it was the attempt's turn and still is. */
    public JobEvent save(@Body RunningAttempt attempt) {
        LoginPass turn = attempt.getLogin();
        Duration life = attempt.getSettings().sessionReuse().life();
        Ticket ticket = attempt.getTicket();
        BrowserClient session = new BrowserClient(ticket.browser(), ticket.sessionToken(), Resending.DEFAULT, attempt.getBrowserUse());
        try {
            boolean saved = logins.save(attempt.getAccount(), turn, session.storageState(), life);
            attempt.setLogin(LoginPass.NONE);
            count(attempt, saved ? "saved" : "late");
            return event(attempt, saved ? "saved as login " + turn.number() + " of account " + attempt.getAccount() + " for " + life
                    : "not saved: a later turn than " + turn.number() + " was given, since this one was not renewed in time");
        } catch (AccountStoreAwayException e) {
            LOG.warnf("The login of %s is not saved: %s", attempt, e.getMessage());
            return event(attempt, "not saved: " + e.getMessage());
        }
    }

    /** Keeps the turn while the login goes on. */
    public void renew(@Body RunningAttempt attempt) {
        LoginPass turn = attempt.getLogin();
        if (turn.isTurn() && !logins.renew(attempt.getAccount(), turn, lease) && attempt.getLogin() == turn) {
            LOG.warnf("Turn %d of %s to log in was not renewed in time; its login will not be saved", turn.number(), attempt);
        }
    }

    /** Gives a turn back, and drops a saved login that seems to be known no longer. Never throws. */
    public void end(@Body RunningAttempt attempt) {
        LoginPass login = attempt.getLogin();
        try {
            if (login.isTurn()) {
                logins.giveBack(attempt.getAccount(), login);
            } else if (login.isSaved() && isSuspect(attempt.getOutcome()) && logins.drop(attempt.getAccount(), login.number())) {
                LOG.infof("Saved login %d of %s is dropped after %s ended with %s", login.number(), attempt.getAccount(), attempt,
                        attempt.getOutcome().code());
            }
        } catch (AccountStoreAwayException e) {
            LOG.warnf("The turn or the saved login of %s stays as it is: %s", attempt, e.getMessage());
        }
    }

    private static boolean isSuspect(Outcome outcome) {
        return outcome != null && (SUSPECT.contains(outcome.fault()) || EXPIRED.equals(outcome.code()));
    }

    private void count(RunningAttempt attempt, String what) {
        meters.counter("rpa.logins.saved", AccountTags.of(attempt.getAccount()).and("event", what)).increment();
    }

    private static JobEvent event(RunningAttempt attempt, String detail) {
        return JobEvent.of(attempt, "login", null, detail);
    }
}
