package io.fnorpa.security;

import io.fnorpa.token.TokenRefusedException;
import java.util.List;

/** Verifies the tokens of people and of the dashboard. */
interface PeoplesTokens {

    /**
     * @param authorization all values of the Authorization header
     * @throws TokenRefusedException the token is missing, not good, or has none of our roles
     */
    Caller verify(List<String> authorization) throws TokenRefusedException;
}
