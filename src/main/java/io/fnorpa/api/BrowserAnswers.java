package io.fnorpa.api;

import io.fnorpa.browser.client.BreakerState;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** Shows how the browser services of the instance that answers fare. */
@ApplicationScoped
@Named("browserAnswers")
public class BrowserAnswers {

    private static final int OK = 200;

    private final InstanceBreaker breaker;
    private final InstanceName instance;
    private final BrowserSettings.Breaker figures;

    BrowserAnswers(InstanceBreaker breaker, InstanceName instance, PlatformConfig config) {
        this.breaker = breaker;
        this.instance = instance;
        this.figures = config.browsers().breaker();
    }

    public void show(Exchange exchange) {
        BreakerState state = breaker.state();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("instance", instance.name());
        view.put("state", state.status().name());
        view.put("reason", state.reason());
        view.put("since", text(state.since()));
        view.put("retry_at", text(state.retryAt()));
        view.put("failures_in_a_row", state.failuresInARow());
        view.put("opens_at", figures.failures());
        view.put("rest_seconds", figures.delay().toSeconds());
        view.put("failures", breaker.failures());
        view.put("opened", breaker.timesOpened());
        view.put("refused", breaker.timesRefused());
        Answer.send(exchange, OK, view);
    }

    private static String text(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
