package io.fnorpa.totp;

import io.fnorpa.attempt.WaitingKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/** Tells the operator, before each new try, that a job waits because the TOTP store is away; {@value #TOLD} says that it did. */
@ApplicationScoped
@Named("totpStoreAbsence")
public class TotpStoreAbsence implements Processor {

    /** Variable of the message: the reason stands in the row until it is cleared. */
    static final String TOLD = "totpStoreTold";
    private static final int LONGEST = 400;

    private final ProducerTemplate routes;

    TotpStoreAbsence(ProducerTemplate routes) {
        this.routes = routes;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Object attempt = exchange.getVariable("totpAttempt");
        routes.requestBodyAndHeaders("direct:waiting", attempt,
                Map.of("reason", shortened(cause.getMessage()), "waitingKind", WaitingKind.TOTP_STORE.code()));
        exchange.setVariable(TOLD, true);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }
}
