package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.job.JobId;
import io.fnorpa.otp.TimeSteps;
import io.fnorpa.otp.TotpCodes;
import io.fnorpa.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Hands out one-time passwords so that no step of an account is used twice, by any instance of the platform. The plan's
 * methods; a code's way through them:
 *
 * <ol>
 *   <li>{@link #reserveTotpCode}: the lowest free step, now or later, is this job's alone once enough replicas have it;
 *   <li>{@link #waitForNextTotpWindow}: until the step begins;
 *   <li>{@link #getFreshTotpCode}: the step's code, made just in time;
 *   <li>{@link #markTotpCodeConsumed}: what the portal said to it.
 * </ol>
 *
 * <p>A step that was reserved and not used is lost; that costs a period of waiting and never a login. Safe for several
 * threads.
 */
@ApplicationScoped
@Named("totpManager")
public class TotpManager {

    private static final Logger LOG = Logger.getLogger(TotpManager.class);
    private static final int CONFIRMATION_TRIES = 3;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final TotpStore store;
    private final TotpSecrets secrets;
    private final PlatformConfig.Totp config;
    private final Clock clock;
    private final ClockWatch clocks;
    /**
     * When the highest step of each account ends that this instance was given, for a store that comes back without its
     * newest. A time, since the length of a step may be changed.
     */
    private final Map<String, Instant> givenUntil = new ConcurrentHashMap<>();

    @Inject
    TotpManager(TotpStore store, TotpSecrets secrets, PlatformConfig config, Clock clock, ClockWatch clocks) {
        this(store, secrets, config.totp(), clock, clocks);
    }

    TotpManager(TotpStore store, TotpSecrets secrets, PlatformConfig.Totp config, Clock clock, ClockWatch clocks) {
        this.store = store;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
        this.clocks = clocks;
    }

    /**
     * Reserves the lowest free step of the account. If replicas do not confirm it, a later one is tried.
     *
     * @param deadline of the attempt: a step that begins later is not taken
     * @throws TotpUnavailableException no step is free in time, the key is missing, the clocks are too far apart, or the
     *                                  store is away or did not confirm (cause: {@link TotpStoreAwayException})
     */
    public TotpSlot reserveTotpCode(TotpAccount account, JobId job, Instant deadline) {
        TotpCodes codes = secrets.codes(account);
        StepGrant grant = null;
        for (int tried = 0; tried < CONFIRMATION_TRIES; tried++) {
            TotpQueue.Candidates candidates = candidates(account, deadline);
            grant = reserve(account, codes, candidates);
            if (grant.replicas() >= config.minReplicas()) {
                record(account, codes, grant.step(), job);
                return slot(account, grant.step(), candidates);
            }
        }
        throw unconfirmed(account, grant);
    }

    private TotpQueue.Candidates candidates(TotpAccount account, Instant deadline) {
        TotpQueue queue = new TotpQueue(account.steps(), config.minLife(), config.maxWait());
        TotpQueue.Candidates candidates = queue.at(clock.instant(), deadline);
        if (candidates.none()) {
            throw new TotpUnavailableException("No code for " + account.name() + ": the next step begins after the attempt's deadline "
                    + deadline + " or later than rpa.totp.max-wait (" + config.maxWait() + ") from now.");
        }
        return candidates;
    }

    private StepGrant reserve(TotpAccount account, TotpCodes codes, TotpQueue.Candidates candidates) {
        Instant given = givenUntil.get(account.name());
        long first = given == null ? candidates.first() : Math.max(candidates.first(), account.steps().from(given));
        if (first > candidates.last()) {
            throw allGiven(account, candidates, first - 1);
        }
        StepGrant grant = store.reserve(account.name(),
                new StepOffer(first, account.rules().period(), codes.between(first, candidates.last()), lifeInSteps(), clock.instant(), clocks.limit()));
        if (grant.answer() == StepGrant.Answer.CLOCKS_APART) {
            throw new TotpUnavailableException("No code for " + account.name() + ": "
                    + clocks.fault(ClockWatch.VALKEY).orElse("Valkey's clock was too far from this instance's when it was asked, or the question took too long."));
        }
        if (!grant.granted()) {
            throw allGiven(account, candidates, grant.step());
        }
        givenUntil.merge(account.name(), account.steps().endOf(grant.step()), (one, other) -> one.isAfter(other) ? one : other);
        return grant;
    }

    private static TotpUnavailableException allGiven(TotpAccount account, TotpQueue.Candidates candidates, long last) {
        return new TotpUnavailableException("No code for " + account.name() + ": every step until "
                + account.steps().beginOf(candidates.last()) + " is given to other jobs, the last one begins "
                + account.steps().beginOf(last) + ". One code per " + account.rules().period().toSeconds()
                + " s is the portal's limit. If that time is far ahead, an instance's clock was wrong.");
    }

    /** The digits of a code are not given again while it may be accepted, nor while its record lives. */
    private int lifeInSteps() {
        return 2 * config.window() + 1;
    }

    private void record(TotpAccount account, TotpCodes codes, long step, JobId job) {
        Instant now = clock.instant();
        Duration life = lifeOf(account, step, now);
        try {
            store.record(ledger -> ledger.recordReserved(account.name(), codes.at(step).reveal(), job, now, life, day(now)));
        } catch (TotpUnavailableException e) {
            LOG.warnf("That step %d of %s is job %s's is not recorded for people; it is reserved. %s", step, account.name(), job, e.getMessage());
        }
    }

    /** (2 × window + 1) × period from now, or from the step's begin if that is later. */
    private Duration lifeOf(TotpAccount account, long step, Instant now) {
        Duration untilBegin = Duration.between(now, account.steps().beginOf(step));
        Duration life = account.rules().period().multipliedBy(lifeInSteps());
        return untilBegin.isNegative() ? life : life.plus(untilBegin);
    }

    private TotpSlot slot(TotpAccount account, long step, TotpQueue.Candidates candidates) {
        TimeSteps steps = account.steps();
        long present = candidates.present();
        String why = step == present ? null
                : step == candidates.first() ? "the present one has less than " + config.minLife().toSeconds() + " s left"
                : "the present one is another job's";
        return new TotpSlot(account, step, steps.beginOf(step), steps.endOf(step), Math.max(0, step - present - 1), why);
    }

    private TotpUnavailableException unconfirmed(TotpAccount account, StepGrant grant) {
        String message = "No code for " + account.name() + ": " + grant.replicas() + " of " + config.minReplicas()
                + " replicas confirmed the reservation within " + config.replicaTimeout() + ", " + CONFIRMATION_TRIES
                + " times. Look at Valkey's replicas (INFO replication), or set rpa.totp.min-replicas to 0 where there are none.";
        return new TotpUnavailableException(message, new TotpStoreAwayException(message, null));
    }

    /**
     * Waits until the slot's step begins. The wait is bounded: no step beyond rpa.totp.max-wait is handed out.
     *
     * @param givenUp ends the wait early when it comes true
     * @throws TotpUnavailableException the platform ends
     */
    public void waitForNextTotpWindow(TotpSlot slot, BooleanSupplier givenUp) {
        while (!slot.hasBegun(clock.instant()) && !givenUp.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TotpUnavailableException("Interrupted while waiting for " + slot + "; its code is not used.");
            }
            LockSupport.parkNanos(remaining(slot).toNanos());
        }
    }

    private Duration remaining(TotpSlot slot) {
        Duration remaining = Duration.between(clock.instant(), slot.begins());
        return remaining.compareTo(LOOK_EVERY) < 0 ? remaining : LOOK_EVERY;
    }

    /**
     * The slot's code. It is a secret: send it where it is wanted and keep it nowhere.
     *
     * @throws TotpUnavailableException the step has not begun or is over, or the key is missing
     */
    public Secret getFreshTotpCode(TotpSlot slot) {
        Instant now = clock.instant();
        if (!slot.hasBegun(now) || slot.isOver(now)) {
            throw new TotpUnavailableException("The code of " + slot + " is fresh from " + slot.begins() + " to " + slot.ends()
                    + ", and it is " + now + ". Another one is taken when the job is tried again.");
        }
        return secrets.codes(slot.account()).at(slot.step());
    }

    /** Keeps the portal's verdict. A store that is away costs the record, not the login. */
    public void markTotpCodeConsumed(TotpAccount account, long step, JobId job, boolean success) {
        try {
            String code = secrets.codes(account).at(step).reveal();
            Instant now = clock.instant();
            Duration life = lifeOf(account, step, now);
            store.record(ledger -> ledger.recordConsumed(account.name(), code, job, success, life, day(now)));
        } catch (TotpUnavailableException e) {
            LOG.warnf("The verdict on step %d of %s for job %s is not recorded: %s", step, account.name(), job, e.getMessage());
        }
    }

    /**
     * How an account's codes fared on one day (UTC).
     *
     * @throws TotpUnavailableException the store is away
     */
    public TotpUsage getTotpUsageMetrics(String account, LocalDate day) {
        return store.ask(ledger -> ledger.usage(account, day));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
