package io.fnorpa.bench.pool;

import io.fnorpa.bench.Results;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.bench.pool.SimulatedMonth.Outcome;
import io.fnorpa.bench.pool.SimulatedMonth.Size;
import io.fnorpa.bench.pool.SimulatedMonth.Wait;
import io.fnorpa.browsers.pool.BusinessHours;
import io.fnorpa.browsers.pool.PoolChecks;
import io.fnorpa.browsers.pool.PoolSettings;
import io.fnorpa.browsers.pool.PoolSizing;
import io.fnorpa.browsers.pool.PoolTarget;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Simulated months of the plan's load through the platform's own sizing code, beside a pool that always has as many idle
 * pods as the platform has at the most. Both sides have the same jobs. The settings are the platform's defaults, or what the environment says
 * ({@code RPA_BROWSERS_KUBERNETES_POOL_HOLD_DOWN=20m}), so that others can be tried. Rows: {@code pod-hours},
 * {@code warm-share}.
 */
final class PoolSimulation {

    static final String POD_HOURS = "pod-hours";
    static final String WARM_SHARE = "warm-share";
    private static final String PREFIX = "rpa.browsers.kubernetes.pool";
    private static final String WARM_SIZE = "rpa.warm-pool-size";
    private static final int USUAL_WARM_SIZE = 2;
    /** More than 60 % are saved. */
    private static final double POD_HOURS_AIM = 0.4;
    /** The first; each round is the next one. */
    private static final YearMonth MONTH = YearMonth.of(2026, 1);

    private final PoolSettings settings;
    private final int warmSize;
    private final BusinessHours hours;
    private final List<Outcome> platform = new ArrayList<>();
    private final List<Outcome> alwaysOn = new ArrayList<>();

    /**
     * @param home the project's folder, which holds the holidays
     * @throws IllegalArgumentException if the environment has settings that do not go together
     */
    PoolSimulation(Path home) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addSystemSources().addDiscoveredConverters().withMapping(PoolSettings.class, PREFIX).build();
        settings = config.getConfigMapping(PoolSettings.class, PREFIX);
        warmSize = config.getOptionalValue(WARM_SIZE, Integer.class).orElse(USUAL_WARM_SIZE);
        List<String> problems = PoolChecks.problems(warmSize, settings, home);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        hours = BusinessHours.of(settings.businessHours(), home);
    }

    PoolSimulation run(int months, int seed) {
        for (int i = 0; i < months; i++) {
            YearMonth month = MONTH.plusMonths(i);
            Instant begin = month.atDay(1).atStartOfDay(hours.zone()).toInstant();
            Instant end = month.plusMonths(1).atDay(1).atStartOfDay(hours.zone()).toInstant();
            List<SimulatedJob> jobs = MonthOfJobs.of(month, hours, seed + i);
            platform.add(run(jobs, begin, end, asThePlatform(begin), seed + i));
            alwaysOn.add(run(jobs, begin, end, (demand, now) -> settings.maxInstances(), seed + i));
        }
        return this;
    }

    private Outcome run(List<SimulatedJob> jobs, Instant begin, Instant end, Size size, int seed) {
        return SimulatedMonth.run(jobs, begin, end, size, settings.interval(), settings.preWarmAhead(), seed);
    }

    private Size asThePlatform(Instant begin) {
        PoolSizing sizing = new PoolSizing(warmSize, settings, hours);
        PoolTarget target = new PoolTarget(settings.holdDown(), hours.zone(), 0, begin);
        return (demand, now) -> target.decide(sizing.wish(demand, now), now).size();
    }

    Row podHours() {
        return new Row(POD_HOURS, "h", samples(platform, Outcome::podHours), samples(alwaysOn, Outcome::podHours), POD_HOURS_AIM);
    }

    Row warmShare() {
        return new Row(WARM_SHARE, "%", samples(platform, Outcome::warmPercent), samples(alwaysOn, Outcome::warmPercent), null);
    }

    private static Samples samples(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return new Samples(outcomes.stream().map(figure::applyAsDouble).toList());
    }

    void addTo(Results results, PoolOptions options) {
        System.out.printf("warm-pool-size %d, min-instances %d, max-instances %d, pre-warm-max %d, pre-warm-ahead %s, hold-down %s, interval %s%n", warmSize,
                settings.minInstances(), settings.maxInstances(), settings.preWarmMax(), settings.preWarmAhead(), settings.holdDown(), settings.interval());
        results.begin("the platform, a simulated month", "always " + settings.maxInstances() + " idle pods");
        if (options.wants(POD_HOURS)) {
            results.add(podHours());
        }
        if (options.wants(WARM_SHARE)) {
            results.add(warmShare());
        }
        WaitTable.printHead();
        WaitTable.print("the platform", waits(platform));
        WaitTable.print("always " + settings.maxInstances(), waits(alwaysOn));
    }

    private static List<Wait> waits(List<Outcome> outcomes) {
        return outcomes.stream().flatMap(outcome -> outcome.waits().stream()).toList();
    }
}
