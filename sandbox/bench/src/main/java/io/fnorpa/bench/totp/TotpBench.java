package io.fnorpa.bench.totp;

import io.fnorpa.bench.Results;
import io.fnorpa.bench.Turns;
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
 * replicas. With each goes a row {@code …-latency}. Row {@code octotel-reuse}: jobs of one account of a portal that takes each
 * code once, with logins saved and without.
 */
public final class TotpBench {

    private static final int[] CALLERS = {1, 4, 16, 64};
    private static final int WRONG_USE = 2;
    private static final String NO_NAME = "none";
    private static final String REUSE = "octotel-reuse";
    private static final int REUSE_JOBS = 6;
    /** Six jobs that log in take three minutes. */
    private static final int REUSE_ROUNDS = 3;

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

    /** Each adds the rows of one landscape. */
    private void run() throws Exception {
        results.begin("the platform's reservation", "bare SET NX, same client");
        withReplicas();
        alone();
        if (options.wants(REUSE)) {
            results.begin("one account, logins saved", "the same, each job logs in");
            reuse();
        }
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

    /** The first login is counted too. Who does not have its turn has no job, and only asks for some now and then. */
    private void reuse() throws Exception {
        Checkout checkout = Checkout.find();
        try (OneAccount reusing = new OneAccount(checkout, folder.resolve("reusing"), true);
                OneAccount each = new OneAccount(checkout, folder.resolve("each"), false)) {
            results.add(Turns.take(REUSE, "jobs/min", 0, Math.min(options.rounds(), REUSE_ROUNDS), () -> reusing.jobsPerMinute(REUSE_JOBS),
                    () -> each.jobsPerMinute(REUSE_JOBS), null));
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
