package io.fnorpa.token;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The Authorization header of RFC 6750. */
public final class BearerHeader {

    private static final String SCHEME = "bearer ";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private BearerHeader() {}

    /**
     * The one token that a request carries.
     *
     * @param values  all values of the header; exactly one is right
     * @param longest a longer token is refused unread, in characters
     */
    public static String token(List<String> values, int longest) throws TokenRefusedException {
        if (values == null || values.isEmpty()) {
            throw new TokenRefusedException(Reason.MISSING, "No Authorization header; send 'Authorization: Bearer <token>'");
        }
        if (values.size() > 1) {
            throw new TokenRefusedException(Reason.TWICE, "More than one Authorization header; send one");
        }
        return token(values.get(0), longest);
    }

    private static String token(String value, int longest) throws TokenRefusedException {
        if (value.length() > longest + SCHEME.length()) {
            throw new TokenRefusedException(Reason.OVERSIZED, "The token is longer than " + longest + " characters");
        }
        if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new TokenRefusedException(Reason.MALFORMED, "The Authorization header is not of the form 'Bearer <token>'");
        }
        String token = value.substring(SCHEME.length()).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new TokenRefusedException(Reason.MALFORMED, "What stands after 'Bearer' is not one token");
        }
        return token;
    }
}
