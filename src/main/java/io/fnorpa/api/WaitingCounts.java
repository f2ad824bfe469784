package io.fnorpa.api;

import io.fnorpa.attempt.WaitingKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Counts the jobs that wait, by provider and kind: the gauge {@code rpa.jobs.waiting}. The table is everybody's, so each
 * instance shows the same but for its own browser services. Where many jobs wait, counting takes time: it is done less often
 * then, so that it takes a twentieth of the database's time at the most.
 */
@ApplicationScoped
@Named("waitingCounts")
public class WaitingCounts {

    private static final int PAUSE_PER_COUNT = 20;

    private final WaitingReasons reasons;
    private final Clock clock;
    private final MultiGauge gauge;
    private Instant begun = Instant.EPOCH;
    private Instant next = Instant.EPOCH;

    WaitingCounts(WaitingReasons reasons, Clock clock, MeterRegistry meters) {
        this.reasons = reasons;
        this.clock = clock;
        this.gauge = MultiGauge.builder("rpa.jobs.waiting").description("Jobs that wait, by provider and kind of reason").register(meters);
    }

    /** Whether it is time for the next count; if so, it begins. */
    public synchronized boolean isDue() {
        begun = clock.instant();
        return !begun.isBefore(next);
    }

    /**
     * @param rows  of {@code count-waiting.sql}
     * @param lanes of {@code lane-loads.sql}
     */
    public synchronized void show(@Body List<Map<String, Object>> rows, @Variable("lanes") List<Map<String, Object>> lanes) {
        Map<Tags, Long> counts = rows.stream().map(JobRow::new).collect(Collectors.toMap(
                row -> Tags.of("provider", row.text("PROVIDER"), "kind", kind(row, lanes)), row -> row.number("JOBS"), Long::sum));
        gauge.register(counts.entrySet().stream().map(count -> MultiGauge.Row.of(count.getKey(), count.getValue())).toList(), true);
        Instant now = clock.instant();
        next = now.plus(Duration.between(begun, now).multipliedBy(PAUSE_PER_COUNT));
    }

    /** Of a due row what its lane says, of another what stands in the row. */
    private String kind(JobRow row, List<Map<String, Object>> lanes) {
        boolean due = row.number("IS_DUE") == 1;
        String written = Objects.requireNonNullElse(row.text("WAITING_KIND"), due ? "other" : WaitingKind.NOT_BEFORE.code());
        return due && "PENDING".equals(row.text("STATE"))
                ? reasons.ofDueJob(row.text("PROVIDER"), lanes).map(Waiting::kind).orElse(written) : written;
    }
}
