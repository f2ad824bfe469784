package io.fnorpa.bench.pool;

import io.fnorpa.bench.Results;
import io.fnorpa.rig.Checkout;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * {@code bin/bench pool}. Rows {@code warm-claim} and {@code warm-claim-watched}: {@link WarmClaims}; {@code cold-start}:
 * {@link ColdStarts}, all three on the cluster of {@code KUBECONFIG}. Rows {@code pod-hours} and {@code warm-share}: simulated months,
 * see {@link PoolSimulation}. It runs with the packaged platform on its class path, since what it measures is the platform's own code.
 */
public final class PoolBench {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private PoolBench() {}

    public static void main(String[] arguments) throws Exception {
        PoolOptions options;
        Optional<PoolSimulation> simulation;
        try {
            options = PoolOptions.parse(arguments);
            simulation = options.wants(PoolSimulation.POD_HOURS) || options.wants(PoolSimulation.WARM_SHARE)
                    ? Optional.of(new PoolSimulation(Checkout.find().root()))
                    : Optional.empty();
        } catch (IllegalArgumentException | ConfigValidationException e) {
            System.err.println("bin/bench pool: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        try {
            measure(options, simulation);
            System.exit(0);
        } catch (Exception e) { // clients of a cluster keep threads, which would not let the process end
            e.printStackTrace();
            System.exit(FAILED);
        }
    }

    private static void measure(PoolOptions options, Optional<PoolSimulation> simulation) throws Exception {
        Results results = new Results();
        measureClaims(options, results);
        measureColdStarts(options, results);
        simulation.ifPresent(months -> months.run(options.rounds(), options.seed()).addTo(results, options));
        if (options.json().isPresent()) {
            results.write(options.json().get());
        }
    }

    private static void measureClaims(PoolOptions options, Results results) throws Exception {
        if (options.wants(WarmClaims.WARM_CLAIM) || options.wants(WarmClaims.WATCHED)) {
            WarmClaims claims = new WarmClaims();
            claims.run(Checkout.find(), options.rounds());
            claims.addTo(results, options);
        }
    }

    private static void measureColdStarts(PoolOptions options, Results results) throws Exception {
        if (options.wants(ColdStarts.COLD_START)) {
            ColdStarts starts = new ColdStarts();
            starts.run(Checkout.find(), Files.createTempDirectory("cold-start"), options.rounds());
            starts.addTo(results);
        }
    }
}
