package io.fnorpa.browsers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BreakerState;
import io.fnorpa.browser.client.BreakerState.Status;
import io.fnorpa.browser.client.BreakerWatch;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.BrowserSettings.Breaker;
import io.fnorpa.settings.SettingsChanged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * The circuit breaker of this instance's browser services. While it is open the instance takes on no jobs, and none costs
 * an attempt; when its rest is over one job is the probe. No lane closes for it: the portals have done nothing.
 */
@ApplicationScoped
@Named("browserBreaker")
@Startup
public class InstanceBreaker implements BreakerWatch {

    private static final Logger LOG = Logger.getLogger(InstanceBreaker.class);

    private final BrowserBreaker breaker;
    private final Breaker figures;
    private final Map<FailureKind, Counter> failures = new EnumMap<>(FailureKind.class);
    private final Counter opened;
    private final Counter refused;

    InstanceBreaker(PlatformConfig config, Clock clock, MeterRegistry meters) {
        this.figures = config.browsers().breaker();
        this.breaker = new BrowserBreaker(figures.failures(), figures.delay(), clock, this);
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, meters.counter("rpa.browsers.failures", "kind", kind.code()));
        }
        this.opened = meters.counter("rpa.browsers.breaker.opened");
        this.refused = meters.counter("rpa.browsers.breaker.refused");
        for (Status status : Status.values()) {
            Gauge.builder("rpa.browsers.breaker.state", () -> state().status() == status ? 1 : 0)
                    .tag("state", status.name()).register(meters);
        }
    }

    void changed(@Observes SettingsChanged settings) {
        if (settings.concerns("rpa.browsers.breaker.")) {
            breaker.configure(figures.failures(), figures.delay());
        }
    }

    /** For an attempt, or for a browser that is kept warm. */
    public BrowserUse use() {
        return breaker.use();
    }

    /** How many of {@code wanted} browser services may begin now. */
    public int room(int wanted) {
        return breaker.room(wanted);
    }

    public BreakerState state() {
        return breaker.state();
    }

    /** A claimed attempt takes its admission, so that the probe is known before the next is claimed; one that has its outcome needs none. */
    public void admit(@Body RunningAttempt attempt) {
        if (attempt.getOutcome() == null) {
            attempt.getBrowserUse().tryBegin();
        }
    }

    /** @throws io.fnorpa.browser.client.BrowserBreakerOpenException the attempt may use no browser service now */
    public void requireAdmitted(@Body RunningAttempt attempt) {
        attempt.getBrowserUse().begin();
    }

    /** Why jobs that are due wait for browser services; empty if they do not. */
    public Optional<String> waitingReason() {
        BreakerState state = breaker.state();
        return switch (state.status()) {
            case CLOSED -> Optional.empty();
            case OPEN -> Optional.of(state.reason() + "; tried again at " + state.retryAt().truncatedTo(ChronoUnit.MILLIS));
            case HALF_OPEN -> Optional.of(state.reason() + "; one job is finding out whether they work again");
        };
    }

    /** How many browser services failed since the start, by kind. */
    public Map<String, Long> failures() {
        Map<String, Long> counts = new LinkedHashMap<>();
        failures.forEach((kind, counter) -> counts.put(kind.code(), (long) counter.count()));
        return counts;
    }

    public long timesOpened() {
        return (long) opened.count();
    }

    public long timesRefused() {
        return (long) refused.count();
    }

    @Override
    public void failed(FailureKind kind) {
        failures.get(kind).increment();
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void opened(BreakerState state) {
        opened.increment();
        LOG.errorf("%s. This instance takes on no jobs until %s, then one. Look at memory, Firefox and the browser services' logs",
                state.reason(), state.retryAt());
    }

    @Override
    public void closed() {
        LOG.info("Browser services work again; jobs are taken on as before");
    }
}
