package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSecretsTest {

    private final Secret password = Secret.of("p4ssw0rd");
    private final Secret token = Secret.of("c00kie-of-a-login");
    private final Secret code = Secret.of("424242");
    private final SessionSecrets secrets = new SessionSecrets(Map.of("password", password), List.of(token));

    @Test
    void takesOutCredentialsAndTheCodesThatWereTyped() {
        assertThat(secrets.takeOut("p4ssw0rd and 424242")).isEqualTo("(secret) and 424242");

        secrets.remember(code);

        assertThat(secrets.takeOut("p4ssw0rd and 424242")).isEqualTo("(secret) and (secret)");
        assertThat(secrets.takeOut("sid=c00kie-of-a-login")).isEqualTo("sid=(secret)");
    }

    @Test
    void aSessionTypesAHundredCodesAtMost() {
        for (int i = 0; i < 100; i++) {
            secrets.remember(Secret.of("1717" + i));
        }
        secrets.remember(Secret.of("17170")); // again

        assertThatThrownBy(() -> secrets.remember(code)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_COMMAND);
            assertThat(problem).hasMessageContaining("100 codes").hasMessageNotContaining("424242");
        });
        assertThat(secrets.takeOut("171799")).isEqualTo("(secret)");
    }

    @Test
    void aCodeThatCannotBeToldFromOtherTextIsNotTyped() {
        assertThatThrownBy(() -> secrets.remember(Secret.of("424"))).hasMessageContaining("at least 4").hasMessageNotContaining("424");
    }

    @Test
    void nothingOfAProblemKeepsThem() {
        ProblemException clean = secrets.takeOut(ProblemException.notFound("no P4SSW0RD", List.of("button \"p%34ssw0rd\"")).inCommand("7"));

        assertThat(clean.problem().detail()).isEqualTo("no (secret)");
        assertThat(clean.getMessage()).isEqualTo("no (secret)");
        assertThat(clean.problem().candidates()).containsExactly("button \"(secret)\"");
        assertThat(secrets.takeOut(ProblemException.portalError(503, "p4ssw0rd")).problem().portalStatus()).isEqualTo(503);
    }

    /** A command may still be running when its session ends: its answer cannot be cleaned any more. */
    @Test
    void onceForgottenTheyAreWipedAndNothingLeavesTheSession() {
        secrets.remember(code);

        secrets.forget();

        assertThatThrownBy(password::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(token::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(code::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secrets.takeOut(new CommandResult("1", CommandType.SCREENSHOT, 1, null, null, "image/png", null, "AAAA")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.SESSION_NOT_FOUND));
        assertThatThrownBy(() -> secrets.takeOut(ProblemException.invalid("p4ssw0rd"))).hasMessage("The session has ended");
        assertThatThrownBy(() -> secrets.credential("password")).isInstanceOf(ProblemException.class);
    }
}
