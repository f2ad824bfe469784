package io.fnorpa.token;

import java.util.Locale;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;

/** A token that is missing, malformed, not ours, not for us, or not for now. Its message never holds the token. */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public TokenRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What jose4j found, without its message, which holds claims. */
    public static TokenRefusedException of(InvalidJwtException e) {
        Reason reason = reason(e);
        return new TokenRefusedException(reason,
                "The token was refused: " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static Reason reason(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return Reason.EXPIRED;
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return Reason.NOT_YET_VALID;
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return Reason.AUDIENCE;
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return Reason.ISSUER;
        }
        if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return Reason.SIGNATURE;
        }
        if (causedBy(e, UnresolvableKeyException.class)) {
            return Reason.UNKNOWN_KEY;
        }
        return causedBy(e, InvalidAlgorithmException.class) ? Reason.ALGORITHM : Reason.MALFORMED;
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause).anyMatch(type::isInstance);
    }

    public Reason reason() {
        return reason;
    }

    /** Why; the value of the metric's tag. */
    public enum Reason {
        MISSING, TWICE, OVERSIZED, MALFORMED, ALGORITHM, UNKNOWN_KEY, SIGNATURE, ISSUER, AUDIENCE, EXPIRED, NOT_YET_VALID, TOO_LONG, ROLE
    }
}
