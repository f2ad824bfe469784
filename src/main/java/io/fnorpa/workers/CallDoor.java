package io.fnorpa.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.ToldFailure;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;
import io.fnorpa.workers.RemoteRun.CallAnswer;
import io.fnorpa.workers.RemoteRun.RemoteCall;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.jboss.logging.Logger;

/**
 * Lets a worker's calls in and answers them. A call must have the token of the ticket that the worker was given, which
 * authentication has verified before, and be about that very attempt while its run is open. Errors become problem documents,
 * which the worker's side turns into the exceptions that they were.
 */
@ApplicationScoped
@Named("callDoor")
public class CallDoor {

    private static final Logger LOG = Logger.getLogger(CallDoor.class);
    private static final String PROPERTY = "fnorpaAttemptCall";
    private static final String NUMBER = "Attempt-Call";
    private static final Duration LONGEST_CALL = Duration.ofMinutes(55);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final String JSON = "application/json";

    private final RemoteRuns runs;

    CallDoor(RemoteRuns runs) {
        this.runs = runs;
    }

    /** True for a call that is to be done; one that came again is answered as it was the first time, when that is known. */
    public boolean letIn(Exchange exchange) throws InterruptedException {
        RemoteCall call = run(exchange).enter(number(exchange));
        if (call.isFirst()) {
            exchange.setProperty(PROPERTY, call);
            return true;
        }
        try {
            send(exchange, call.ofTheFirst(LONGEST_CALL));
        } catch (TimeoutException e) {
            throw new IllegalStateException("The call that this one repeats has not ended");
        }
        return false;
    }

    /** The worker lives. */
    public void renew(Exchange exchange) {
        run(exchange).heard();
        send(exchange, new CallAnswer(NO_CONTENT, null, new byte[0]));
    }

    static RemoteCall call(Exchange exchange) {
        return exchange.getProperty(PROPERTY, RemoteCall.class);
    }

    private RemoteRun run(Exchange exchange) {
        String subject = "job/" + exchange.getMessage().getHeader("job") + "/attempt/" + exchange.getMessage().getHeader("attempt");
        QuarkusHttpUser user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, QuarkusHttpUser.class);
        if (user == null || !user.getSecurityIdentity().getPrincipal().getName().equals(subject)) {
            throw ReportRefusal.of(ReportProblemKind.FORBIDDEN, "The token is for another attempt");
        }
        return runs.find(AttemptId.parse(subject), Secret.of(user.getSecurityIdentity().getCredential(TokenCredential.class).getToken()))
                .orElseThrow(() -> new AttemptFencedException(subject + " does not run at this worker for this instance; it is over, or another has it"));
    }

    private static long number(Exchange exchange) {
        String number = String.valueOf(exchange.getMessage().getHeader(NUMBER));
        if (!number.matches("[1-9]\\d{0,17}")) {
            throw ReportRefusal.invalid("Header " + NUMBER + " must be the call's number, counted from 1");
        }
        return Long.parseLong(number);
    }

    /** It was done, and there is nothing to say. */
    public void done(Exchange exchange) {
        end(exchange, new CallAnswer(NO_CONTENT, null, new byte[0]));
    }

    /** The body is the answer. */
    public void answer(Exchange exchange) {
        end(exchange, new CallAnswer(OK, JSON, json(exchange.getMessage().getBody())));
    }

    /** What was thrown is the answer. */
    public void problem(Exchange exchange) {
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        ReportProblem problem = problem(failure);
        if (ReportProblemKind.PLATFORM_FAILED.type().equals(problem.type())) {
            LOG.debugf(failure, "%s failed", exchange.getFromRouteId());
        }
        end(exchange, new CallAnswer(problem.status(), Problem.MEDIA_TYPE, json(problem)));
    }

    private static ReportProblem problem(Exception failure) {
        if (failure instanceof ReportRefusal refusal) {
            return refusal.problem();
        }
        if (failure instanceof AttemptFencedException) {
            return ReportProblem.of(ReportProblemKind.ATTEMPT_FENCED, failure.getMessage());
        }
        if (failure instanceof TotpUnavailableException) {
            return ReportProblem.of(ReportProblemKind.TOTP_UNAVAILABLE, failure.getMessage());
        }
        if (failure instanceof BrowserException browser) {
            return ReportProblem.of(browser.problem(), failure.getMessage());
        }
        return ToldFailure.nameOf(failure).map(name -> ReportProblem.failed(name, failure.getMessage()))
                .orElseGet(() -> ReportProblem.of(ReportProblemKind.PLATFORM_FAILED, failure.getMessage()));
    }

    private static void end(Exchange exchange, CallAnswer answer) {
        RemoteCall call = call(exchange);
        if (call != null) {
            call.end(answer);
        }
        send(exchange, answer);
    }

    private static void send(Exchange exchange, CallAnswer answer) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        exchange.getMessage().setHeader("Cache-Control", "no-store");
        if (answer.mediaType() != null) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
        }
        exchange.getMessage().setBody(answer.body());
    }

    private static byte[] json(Object value) {
        try {
            return WireJson.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " cannot be written as JSON");
        }
    }
}
