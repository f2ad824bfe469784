package io.fnorpa.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an attempt ended, as data. Nothing here is an exception: a business answer must pass through a circuit breaker
 * without counting as a failure.
 *
 * @param verdict what is to become of the job
 * @param fault   who is to blame, where something went wrong; {@link Fault#NONE} for business answers
 * @param code    short and stable, for programs: {@code service-unknown}, {@code element-not-found}; null on success
 * @param message one or two sentences for the operator: what happened and what to do; null on success
 * @param result  the result fields that the flow set, also those of an attempt that failed later
 */
public record Outcome(Verdict verdict, Fault fault, String code, String message, Map<String, Object> result) {

    /** What is to become of the job. */
    public enum Verdict {
        /** Done; the job is SUCCEEDED once its evidence is safe. */
        SUCCEEDED,
        /** The portal or the data said no; never tried again. */
        FAILED,
        /** It may go better later; an attempt is spent. */
        RETRY,
        /** A person decides. */
        REVIEW
    }

    /** Who is to blame. The lane's breaker counts {@link #PORTAL} alone, the browser client's {@link #BROWSER} alone. */
    public enum Fault {
        NONE,
        /** Down, errors, maintenance page. */
        PORTAL,
        /** The browser service: crash, time-out, connection. */
        BROWSER,
        /** A page is not as the flow expects it. */
        PORTAL_CHANGED,
        /** The portal refused the login or the code. */
        LOGIN,
        /** The flow itself is wrong. */
        FLOW,
        /** A part of the platform: code store, evidence store, database. */
        PLATFORM
    }

    public Outcome {
        result = result == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }

    public static Outcome succeeded(Map<String, Object> result) {
        return new Outcome(Verdict.SUCCEEDED, Fault.NONE, null, null, result);
    }

    public static Outcome failed(String code, String message, Map<String, Object> result) {
        return new Outcome(Verdict.FAILED, Fault.NONE, code, message, result);
    }

    public static Outcome retry(Fault fault, String code, String message, Map<String, Object> result) {
        return new Outcome(Verdict.RETRY, fault, code, message, result);
    }

    public static Outcome review(Fault fault, String code, String message, Map<String, Object> result) {
        return new Outcome(Verdict.REVIEW, fault, code, message, result);
    }
}
