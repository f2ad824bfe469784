package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.secret.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSecretsTest {

    private final Secret password = Secret.of("p4ssw0rd");
    private final Secret code = Secret.of("424242");
    private final SessionSecrets secrets = new SessionSecrets(Map.of("password", password));

    @Test
    void takesOutCredentialsAndTheCodesThatWereTyped() {
        assertThat(secrets.takeOut("p4ssw0rd and 424242")).isEqualTo("(secret) and 424242");

        secrets.remember(code);

        assertThat(secrets.takeOut("p4ssw0rd and 424242")).isEqualTo("(secret) and (secret)");
    }

    /** A command may still be running when its session ends: its answer cannot be cleaned any more. */
    @Test
    void onceForgottenTheyAreWipedAndNothingLeavesTheSession() {
        secrets.remember(code);

        secrets.forget();

        assertThatThrownBy(password::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(code::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secrets.takeOut(new CommandResult("1", CommandType.SCREENSHOT, 1, null, null, "image/png", null, "AAAA")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.SESSION_NOT_FOUND));
        assertThatThrownBy(() -> secrets.takeOut(ProblemException.invalid("p4ssw0rd"))).hasMessage("The session has ended");
        assertThatThrownBy(() -> secrets.credential("password")).isInstanceOf(ProblemException.class);
    }
}
