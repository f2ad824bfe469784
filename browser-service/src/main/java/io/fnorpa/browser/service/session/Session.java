package io.fnorpa.browser.service.session;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.SessionOpened;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.CommandRunner;
import io.fnorpa.browser.service.command.Portal;
import io.fnorpa.browser.service.firefox.BrowserGoneException;
import io.fnorpa.browser.service.firefox.Firefox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One session: a Firefox of its own, one command at a time. A command that does not come back within its limit and a
 * little grace costs the session its browser.
 */
final class Session {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final SessionOpened opened;
    private final String subject;
    private final Duration idleLimit;
    private final Firefox firefox;
    private final Portal portal;
    private final CommandRunner runner;
    private final AnswerLog answers;
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicReference<ProblemException> ending = new AtomicReference<>();
    private volatile Instant idleSince = Instant.now();
    private volatile ProblemException lost;

    Session(SessionOpened opened, String subject, Duration idleLimit, Firefox firefox, Portal portal, AnswerLog answers) {
        this.opened = opened;
        this.subject = subject;
        this.idleLimit = idleLimit;
        this.firefox = firefox;
        this.portal = portal;
        this.answers = answers;
        this.runner = new CommandRunner(portal);
    }

    SessionOpened opened() {
        return opened;
    }

    String subject() {
        return subject;
    }

    Firefox firefox() {
        return firefox;
    }

    /** Runs a command, or gives the first answer of one with the same id. */
    CommandResult run(Command command, Duration limit) {
        CompletableFuture<CommandResult> promise = new CompletableFuture<>();
        CompletableFuture<CommandResult> known = answers.knownOr(command.id(), promise);
        if (known != null) {
            return await(known, limit.plus(limit).plus(GRACE), command);
        }
        try {
            CommandResult result = inTurn(command, limit);
            promise.complete(result);
            return result;
        } catch (RuntimeException e) {
            if (isNotBegun(e)) {
                answers.forget(command.id());
            }
            promise.completeExceptionally(e);
            throw e;
        }
    }

    private static boolean isNotBegun(RuntimeException e) {
        return e instanceof ProblemException problem && problem.kind() == ProblemKind.SESSION_BUSY;
    }

    private CommandResult inTurn(Command command, Duration limit) {
        takeTurn(command, limit);
        try {
            if (ending.get() != null) {
                throw whyEnded();
            }
            return firefox.call(() -> runner.run(command, limit), limit.plus(GRACE));
        } catch (TimeoutException e) {
            ProblemException hung = portal.isFileUnderWay() ? fileNotWhole(command, limit) : hung(command, limit);
            lost = hung; // the session's clock ends it
            firefox.kill();
            throw hung.inCommand(command.id());
        } catch (BrowserGoneException e) {
            throw whyEnded().inCommand(command.id());
        } catch (RuntimeException e) {
            if (e instanceof ProblemException problem && problem.kind() == ProblemKind.BROWSER_CRASHED) {
                lost = problem;
            }
            throw ending.get() == null ? e : ending.get().inCommand(command.id()); // its end is the reason
        } finally {
            idleSince = Instant.now();
            turn.release();
        }
    }

    /** Does something with its browser, unless a command runs, waits to, or it is ending; a command that comes meanwhile waits. */
    <T> Optional<T> atRest(Function<Firefox, T> task) {
        if (!takesTurnAtOnce()) {
            return Optional.empty();
        }
        try {
            return ending.get() == null ? Optional.of(task.apply(firefox)) : Optional.empty();
        } finally {
            turn.release();
        }
    }

    /** Takes it, if nobody waits for it. */
    private boolean takesTurnAtOnce() {
        try {
            return turn.tryAcquire(0, TimeUnit.SECONDS); // without a time it would push in before commands that wait
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProblemException hung(Command command, Duration limit) {
        return ProblemException.of(ProblemKind.BROWSER_CRASHED, "The browser hung in " + command.type().wireName()
                + " and was killed " + GRACE.toSeconds() + " s after the command's limit of " + limit.toMillis() + " ms");
    }

    /** The portal is slow, not the browser; but a download that was begun cannot be given up without ending the browser. */
    private ProblemException fileNotWhole(Command command, Duration limit) {
        return portal.withoutSecrets(ProblemException.of(ProblemKind.TIMEOUT, "Target " + command.target() + ": the file had not come whole within "
                + limit.toMillis() + " ms and " + GRACE.toSeconds() + " s more, and the browser was ended; raise the command's timeout"));
    }

    private void takeTurn(Command command, Duration limit) {
        try {
            if (!turn.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.of(ProblemKind.SESSION_BUSY, "The session was busy with another command for "
                        + limit.toMillis() + " ms; this one was not begun").inCommand(command.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down").inCommand(command.id());
        }
    }

    private CommandResult await(CompletableFuture<CommandResult> answer, Duration limit, Command command) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw ProblemException.of(ProblemKind.SESSION_BUSY, "The first command with this id is still being done").inCommand(command.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down").inCommand(command.id());
        }
    }

    private ProblemException whyEnded() {
        ProblemException known = ending.get();
        return known != null ? known : ProblemException.of(ProblemKind.SESSION_NOT_FOUND, "The session was closed");
    }

    /** Why the session must end now; null if it need not. */
    ProblemException reasonToEnd(Instant now) {
        if (ending.get() != null) {
            return null; // under way
        }
        if (lost != null) {
            return ProblemException.of(ProblemKind.BROWSER_CRASHED, firefox.trouble().orElse(lost.getMessage()));
        }
        if (!firefox.isAlive()) {
            return ProblemException.of(ProblemKind.BROWSER_CRASHED, firefox.trouble().orElse("Firefox died; the session is over"));
        }
        if (!now.isBefore(opened.expiresAt())) {
            return ProblemException.of(ProblemKind.SESSION_EXPIRED, "The session's deadline " + opened.expiresAt() + " has passed");
        }
        boolean isIdle = turn.availablePermits() > 0 && !turn.hasQueuedThreads();
        if (isIdle && Duration.between(idleSince, now).compareTo(idleLimit) >= 0) {
            return ProblemException.of(ProblemKind.SESSION_EXPIRED, "The session had no command for " + idleLimit.toSeconds() + " s");
        }
        return null;
    }

    /** Whoever waits for a command from now on gets {@code why}. False if it was ending already. */
    boolean beginEnd(ProblemException why) {
        return ending.compareAndSet(null, why);
    }

    /** Ends it. Returns when browser, files and credentials are gone. A browser that is busy is killed, not asked. */
    synchronized void end() {
        try {
            if (turn.availablePermits() == 0) {
                firefox.kill();
            }
            firefox.end();
        } finally {
            portal.forgetSecrets();
        }
    }
}
