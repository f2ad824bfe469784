package io.fnorpa.api;

import io.fnorpa.database.Database;
import io.fnorpa.database.PassingTrouble;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.jboss.logging.Logger;

/** Answers of requests that did not go well. */
@ApplicationScoped
@Named("problemAnswers")
public class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Database database;

    ProblemAnswers(Database database) {
        this.database = database;
    }

    /** The caller's mistake, told to the caller. */
    public void refusal(@ExchangeException ApiRefusal refusal, Exchange exchange) {
        Answer.send(exchange, refusal.problem());
    }

    /** Not the caller's mistake. What it was goes into the log; the answer has the number under which it is found. */
    public void failure(@ExchangeException Exception failure, Exchange exchange) {
        if (!database.isReady() || PassingTrouble.is(failure)) {
            LOG.warnf("%s: the database is away: %s", exchange.getFromRouteId(), failure.getMessage());
            Answer.send(exchange, ApiProblem.of(ApiProblemKind.UNAVAILABLE, "The database is not to be had for now; ask again in "
                    + RETRY_AFTER_SECONDS + " s"));
            exchange.getMessage().setHeader("Retry-After", RETRY_AFTER_SECONDS);
        } else {
            String number = UUID.randomUUID().toString();
            LOG.errorf(failure, "%s failed (%s)", exchange.getFromRouteId(), number);
            Answer.send(exchange, ApiProblem.of(ApiProblemKind.INTERNAL, "The log says more under " + number));
        }
    }
}
