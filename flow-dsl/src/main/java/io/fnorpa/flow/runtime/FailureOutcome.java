package io.fnorpa.flow.runtime;

import io.fnorpa.browser.client.BrowserCallInterruptedException;
import io.fnorpa.browser.client.BrowserCrashedException;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.browser.client.CapacityException;
import io.fnorpa.browser.client.CommandTimeoutException;
import io.fnorpa.browser.client.DialogUnexpectedException;
import io.fnorpa.browser.client.ElementNotFoundException;
import io.fnorpa.browser.client.ElementNotVisibleException;
import io.fnorpa.browser.client.ForbiddenException;
import io.fnorpa.browser.client.InvalidCommandException;
import io.fnorpa.browser.client.NavigationBlockedException;
import io.fnorpa.browser.client.PortalErrorException;
import io.fnorpa.browser.client.PortalUnreachableException;
import io.fnorpa.browser.client.SessionBusyException;
import io.fnorpa.browser.client.SessionExpiredException;
import io.fnorpa.browser.client.SessionNotFoundException;
import io.fnorpa.browser.client.ShuttingDownException;
import io.fnorpa.browser.client.UnauthorizedException;
import io.fnorpa.flow.DeadlineReachedException;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.PlatformFailedException;
import io.fnorpa.flow.TotpRefusedException;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import java.util.List;

/**
 * What an exception means for the job: who is to blame, whether it may go better later, and what the operator should do.
 * The table stands in the module's README.
 */
final class FailureOutcome {

    private static final String CHANGED = "Compare the last picture with the flow; correct the flow if the portal has changed, then retry the job";
    private static final String LATER = "The job is tried again by itself";

    private static final List<Class<? extends RuntimeException>> KNOWN = List.of(BrowserException.class, BrowserServiceException.class,
            BrowserCallInterruptedException.class, TotpRefusedException.class, TotpUnavailableException.class, PlatformFailedException.class,
            DeadlineReachedException.class);
    private static final List<Class<? extends RuntimeException>> PORTAL_DOWN = List.of(PortalUnreachableException.class, PortalErrorException.class);
    private static final List<Class<? extends RuntimeException>> PORTAL_CHANGED = List.of(ElementNotFoundException.class,
            ElementNotVisibleException.class, DialogUnexpectedException.class);
    private static final List<Class<? extends RuntimeException>> BROWSER_GONE = List.of(BrowserServiceException.class,
            BrowserCrashedException.class, SessionNotFoundException.class, SessionExpiredException.class, ShuttingDownException.class);
    private static final List<Class<? extends RuntimeException>> BROWSER_BUSY = List.of(SessionBusyException.class, CapacityException.class);
    private static final List<Class<? extends RuntimeException>> FLOW_WRONG = List.of(InvalidCommandException.class, NavigationBlockedException.class);
    private static final List<Class<? extends RuntimeException>> TOKEN = List.of(UnauthorizedException.class, ForbiddenException.class);

    private final Throwable failure;
    private final FlowAttempt attempt;

    private FailureOutcome(Throwable failure, FlowAttempt attempt) {
        this.failure = failure;
        this.attempt = attempt;
    }

    static Outcome of(Throwable thrown, FlowAttempt attempt) {
        return new FailureOutcome(known(thrown), attempt).outcome();
    }

    /** Is there no session any more that a picture could be taken of? */
    static boolean isSessionGone(Throwable thrown) {
        return thrown != null && (isOne(known(thrown), BROWSER_GONE) || isOne(known(thrown), TOKEN)
                || known(thrown) instanceof BrowserCallInterruptedException);
    }

    /** The exception of ours that Camel may have wrapped; else the innermost. */
    private static Throwable known(Throwable thrown) {
        Throwable cause = thrown;
        while (!isOne(cause, KNOWN) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isOne(Throwable failure, List<Class<? extends RuntimeException>> types) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }

    private Outcome outcome() {
        if (isOne(failure, PORTAL_DOWN)) {
            return retry(Fault.PORTAL, code(), LATER);
        }
        if (isOne(failure, PORTAL_CHANGED)) {
            return review(Fault.PORTAL_CHANGED, code(), CHANGED);
        }
        if (isOne(failure, BROWSER_GONE) || isOne(failure, BROWSER_BUSY)) {
            return retry(Fault.BROWSER, code(), LATER);
        }
        if (failure instanceof CommandTimeoutException) {
            return timeout();
        }
        if (isOne(failure, TOKEN)) {
            return retry(Fault.PLATFORM, code(), "See whether the browser service has the platform's present public keys");
        }
        return isOne(failure, FLOW_WRONG) ? flowWrong() : ofThePlatform();
    }

    private Outcome timeout() {
        String action = attempt.action().orElse("");
        if (action.startsWith("browser:navigate") || action.startsWith("browser:restore-session")) {
            return retry(Fault.PORTAL, code(), LATER);
        }
        boolean waited = action.startsWith("browser:wait-for") || action.startsWith("browser:totp")
                || action.startsWith("browser:expect") || action.startsWith("browser:download");
        return waited ? review(Fault.PORTAL_CHANGED, code(), CHANGED) : retry(Fault.BROWSER, code(), LATER);
    }

    private Outcome flowWrong() {
        return review(Fault.FLOW, code(), failure instanceof NavigationBlockedException
                ? "If the page belongs to the portal, add its host to allowed-hosts in fno.yaml" : "Correct the flow, then retry the job");
    }

    private Outcome ofThePlatform() {
        if (failure instanceof TotpRefusedException) {
            return retry(Fault.LOGIN, "totp-refused", LATER);
        }
        if (failure instanceof TotpUnavailableException) {
            return retry(Fault.PLATFORM, "totp-unavailable", LATER);
        }
        if (failure instanceof BrowserCallInterruptedException) {
            return retry(Fault.PLATFORM, "interrupted", LATER);
        }
        if (failure instanceof PlatformFailedException) {
            return retry(Fault.PLATFORM, "platform-failed", LATER);
        }
        if (failure instanceof DeadlineReachedException) {
            return retry(inPortal() ? Fault.PORTAL : Fault.FLOW, "deadline", "See in the events which step took the time");
        }
        return review(Fault.FLOW, failure instanceof BrowserException ? code() : "flow-failed", "Correct the flow, then retry the job");
    }

    /** Was the portal being worked on? Not while a code was waited for, and not in a loop without a verb. */
    private boolean inPortal() {
        return attempt.action().filter(action -> action.startsWith("browser:") && !action.startsWith("browser:totp")).isPresent();
    }

    private String code() {
        return failure instanceof BrowserException problem ? problem.code() : ((BrowserServiceException) failure).code();
    }

    private Outcome retry(Fault fault, String code, String advice) {
        return Outcome.retry(fault, code, message(advice), attempt.results());
    }

    private Outcome review(Fault fault, String code, String advice) {
        return Outcome.review(fault, code, message(advice), attempt.results());
    }

    private String message(String advice) {
        String where = attempt.action().orElse("Before the first command") + attempt.step().map(step -> " in step " + step).orElse("");
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return where + ": " + what.replaceAll("[.\\s]+$", "") + ". " + advice;
    }
}
