package io.fnorpa.bench.totp;

import io.fnorpa.bench.Results;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ValkeySentinels;
import io.fnorpa.rig.ValkeyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code bin/bench totp}. Rows {@code reserve-N}: N callers on a primary with two replicas and sentinels, where a
 * reservation counts when a replica has it (the setting of production). Rows {@code alone-N}: on one Valkey without
 * replicas. With each goes a row {@code …-latency}.
 */
public final class TotpBench {

    private static final int[] CALLERS = {1, 4, 16, 64};
    private static final int WRONG_USE = 2;
    private static final String NO_NAME = "none";

    private final Options options;
    private final Path home = Checkout.find().root();
    private final Path folder;
    private final Results results = new Results();

    private TotpBench(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/bench totp: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        new TotpBench(options, Files.createTempDirectory("bench-totp-")).run();
        System.exit(0);
    }

    /** Each adds the rows of one landscape. What a login costs with session reuse and without, {@code octotel-reuse}, is to come after them. */
    private void run() throws IOException {
        results.begin("the platform's reservation", "bare SET NX, same client");
        withReplicas();
        alone();
        if (options.json().isPresent()) {
            results.write(options.json().get());
        }
    }

    private void withReplicas() throws IOException {
        if (wants("reserve")) {
            try (ValkeySentinels valkey = ValkeySentinels.startInMemory(folder)) {
                measure("reserve", List.of("sentinel", valkey.addresses(), ValkeySentinels.MASTER_NAME, "1"));
            }
        }
    }

    private void alone() throws IOException {
        if (wants("alone")) {
            try (ValkeyServer valkey = ValkeyServer.start(folder.resolve("alone"))) {
                measure("alone", List.of("standalone", valkey.address().toString(), NO_NAME, "0"));
            }
        }
    }

    private void measure(String name, List<String> arguments) throws IOException {
        try (Reservations reservations = new Reservations(home, folder, arguments)) {
            for (int callers : CALLERS) {
                if (options.wants(name + "-" + callers)) {
                    reservations.measure(name + "-" + callers, callers, options.rounds()).forEach(results::add);
                }
            }
        }
    }

    private boolean wants(String name) {
        for (int callers : CALLERS) {
            if (options.wants(name + "-" + callers)) {
                return true;
            }
        }
        return false;
    }
}
