package io.fnorpa.bench.reload;

import io.fnorpa.bench.Results;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Turns;
import io.fnorpa.rig.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code bin/bench reload}. Row {@code reload}: from a saved file to the next job that would run with it, beside Camel's own reload of routes. */
public final class ReloadBench {

    private static final int WRONG_USE = 2;
    private static final int WARM_UP = 3;
    private static final double AIM_MILLIS = 2_000;
    private static final double[] SHARES = {0.5, 0.9, 0.99, 1};

    private ReloadBench() {}

    public static void main(String[] arguments) throws Exception {
        ReloadOptions options;
        try {
            options = ReloadOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/bench reload: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        Results results = new Results();
        Path folder = Files.createTempDirectory("bench-reload-");
        try (EditedPlatform platform = new EditedPlatform(Checkout.find(), folder); CamelsReload camel = new CamelsReload(folder.resolve("camel"))) {
            results.begin("the platform, all checks", "Camel's routes-reload");
            Row row = Turns.take("reload", "ms", WARM_UP, options.rounds(), platform::edit, camel::edit, null).withValueAim(AIM_MILLIS);
            results.add(row);
            for (double share : SHARES) {
                System.out.printf(Locale.ROOT, "%3.0f of 100 edits served after at most %.0f ms%n", share * 100, row.value().quantile(share));
            }
        }
        if (options.json().isPresent()) {
            results.write(options.json().get());
        }
        System.exit(0);
    }
}
