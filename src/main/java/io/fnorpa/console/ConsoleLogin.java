package io.fnorpa.console;

import io.fnorpa.security.ConsoleCookie;
import io.fnorpa.security.ConsoleLogins;
import io.fnorpa.security.ConsoleLogins.Login;
import io.fnorpa.token.TokenRefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The login page, where a person pastes a token, and the way out. Not a route of Camel's: what is pasted must be in no message.
 */
@ApplicationScoped
public class ConsoleLogin {

    private static final Logger LOG = Logger.getLogger(ConsoleLogin.class);
    private static final String PAGE = "login.html";
    private static final String MESSAGE = "<!-- message -->";
    private static final String AGAIN = "Your login has ended. Log in again.";
    private static final String NO_TOKEN = "That is no token: it cannot be read, or it is longer than any token.";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> UNREADABLE = Set.of(400, 413);
    /** The longest token and the form around it, whose characters may take three bytes each; quarkus.http.limits.max-form-attribute-size is as much. */
    private static final int LONGEST_FORM = 65_536;

    private final ConsoleLogins logins;
    private final Clock clock;
    private final String page;

    ConsoleLogin(ConsoleLogins logins, Clock clock) {
        this.logins = logins;
        this.clock = clock;
        this.page = page();
    }

    private static String page() {
        try (InputStream file = ConsoleLogin.class.getResourceAsStream(PAGE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void install(@Observes Router router) {
        router.get(ConsoleCookie.LOGIN).handler(context -> show(context, OK, context.queryParams().contains("again") ? AGAIN : ""));
        router.post(ConsoleCookie.LOGIN).handler(BodyHandler.create(false).setBodyLimit(LONGEST_FORM)).blockingHandler(this::enter).failureHandler(this::refuseForm);
        router.get(ConsoleCookie.LOGOUT).handler(ConsoleLogin::leave);
    }

    private void enter(RoutingContext context) {
        String token = context.request().getFormAttribute("token");
        if (token == null || token.isBlank()) {
            show(context, UNAUTHORIZED, "Paste your token.");
            return;
        }
        try {
            Login login = logins.enter(token);
            ConsoleCookie.give(context, login.token(), Duration.between(clock.instant(), login.says().expiry()));
            ConsoleCookie.send(context, ConsoleCookie.CONSOLE + "/");
        } catch (TokenRefusedException e) {
            show(context, UNAUTHORIZED, e.getMessage() + ".");
        } catch (RuntimeException e) {
            LOG.error("A login to the console failed", e);
            context.fail(e);
        }
    }

    /** What is longer than any token, or no form at all. */
    private void refuseForm(RoutingContext context) {
        if (UNREADABLE.contains(context.statusCode()) && !context.response().ended()) {
            show(context, context.statusCode(), NO_TOKEN);
        } else {
            context.next();
        }
    }

    private static void leave(RoutingContext context) {
        ConsoleCookie.drop(context);
        ConsoleCookie.send(context, ConsoleCookie.LOGIN);
    }

    private void show(RoutingContext context, int status, String message) {
        String shown = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(page.replace(MESSAGE, shown.isEmpty() ? "" : "<p role=\"alert\">" + shown + "</p>"));
    }
}
