package io.fnorpa.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.account.AccountStoreAwayException;
import io.fnorpa.account.LoginWaitException;
import io.fnorpa.attempt.RunningAttempt;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives the browser session that is about to be opened its saved login, where the attempt has one. */
@ApplicationScoped
public class LoginStates {

    private final SavedLogins logins;

    LoginStates(SavedLogins logins) {
        this.logins = logins;
    }

    /**
     * The saved login that the attempt begins with, or null. It is a secret: it goes into the session and nowhere else.
     *
     * @throws LoginWaitException it was dropped since the attempt was told of it
     */
    public JsonNode of(RunningAttempt attempt) {
        if (!attempt.getLogin().isSaved()) {
            return null;
        }
        try {
            return logins.read(attempt.getAccount(), attempt.getLogin().number()).orElseThrow(() -> gone(attempt, "it was dropped meanwhile"));
        } catch (SealBrokenException | AccountStoreAwayException e) {
            throw gone(attempt, e.getMessage());
        }
    }

    private static LoginWaitException gone(RunningAttempt attempt, String why) {
        return new LoginWaitException("The saved login of " + attempt.getAccount() + " is not to be had any more: " + why + ".");
    }
}
