package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How far the clocks are apart that codes depend on: this instance's, Valkey's, which stands for the other instances', and
 * the portals'. A code is made from the time; one from a wrong clock is refused, and each refusal brings the account
 * nearer to being locked. So none is given while a clock is further off than {@code rpa.totp.max-clock-offset}. Safe for
 * several threads.
 */
@ApplicationScoped
public class ClockWatch {

    static final String VALKEY = "valkey";
    private static final Logger LOG = Logger.getLogger(ClockWatch.class);
    private static final double MILLIS = 1000.0;

    private final Duration limit;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Duration> offsets = new ConcurrentHashMap<>();

    @Inject
    ClockWatch(PlatformConfig config, Clock clock, MeterRegistry meters) {
        this(config.totp().maxClockOffset(), clock, meters);
    }

    ClockWatch(Duration limit, Clock clock, MeterRegistry meters) {
        this.limit = limit;
        this.clock = clock;
        this.meters = meters;
    }

    Duration limit() {
        return limit;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Valkey read its clock between our question and now, so it is told from the middle, at most half of that wrong.
     *
     * @param asked when the question was sent, by our clock
     * @param time  what Valkey's clock showed
     */
    void valkeySaid(Instant asked, Instant time) {
        note(VALKEY, ahead(asked, time));
    }

    /** As {@link #valkeySaid}, of the clock of an FNO's portal. */
    void portalSaid(String provider, Instant asked, Instant time) {
        note(provider, ahead(asked, time));
    }

    private Duration ahead(Instant asked, Instant time) {
        return Duration.between(asked.plus(Duration.between(asked, clock.instant()).dividedBy(2)), time);
    }

    private void note(String whose, Duration ahead) {
        Duration before = offsets.put(whose, ahead);
        if (before == null) {
            Gauge.builder("rpa.totp.clock.offset", offsets, all -> all.get(whose).toMillis() / MILLIS).baseUnit("seconds")
                    .description("By how much another clock is ahead of this instance's").tags(Tags.of("clock", whose)).register(meters);
        }
        if (isTooFar(ahead) && (before == null || !isTooFar(before))) {
            LOG.warn(told(whose, ahead));
        }
    }

    /** Why no code may be given that depends on this clock; empty if it is near enough, or not known. */
    Optional<String> fault(String whose) {
        return Optional.ofNullable(offsets.get(whose)).filter(this::isTooFar).map(ahead -> told(whose, ahead));
    }

    /** The clocks that are known, in seconds ahead of ours. */
    Map<String, Double> offsets() {
        Map<String, Double> all = new TreeMap<>();
        offsets.forEach((whose, ahead) -> all.put(whose, ahead.toMillis() / MILLIS));
        return all;
    }

    private boolean isTooFar(Duration ahead) {
        return ahead.abs().compareTo(limit) > 0;
    }

    private String told(String whose, Duration ahead) {
        String other = whose.equals(VALKEY) ? "Valkey's clock" : "The clock of " + whose + "'s portal";
        return other + " is " + ahead.abs().toMillis() / MILLIS + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " this instance's, and the limit is "
                + limit.toMillis() / MILLIS + " s (rpa.totp.max-clock-offset). A code is made from the time, so one of a wrong clock would be refused."
                + " Compare both with a third clock (chronyc tracking, timedatectl) and correct the wrong one.";
    }
}
