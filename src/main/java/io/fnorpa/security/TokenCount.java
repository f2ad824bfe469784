package io.fnorpa.security;

import io.fnorpa.token.TokenRefusedException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts the tokens that were taken, and those that were refused by their reason. */
@ApplicationScoped
public class TokenCount {

    private static final String REFUSED = "rpa.api.tokens.refused";
    private static final String ACCEPTED = "rpa.api.tokens.accepted";

    private final MeterRegistry metrics;

    TokenCount(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void accepted() {
        metrics.counter(ACCEPTED).increment();
    }

    void refused(Reason reason) {
        metrics.counter(REFUSED, "reason", reason.name().toLowerCase(Locale.ROOT)).increment();
    }
}
