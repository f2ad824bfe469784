package io.fnorpa.bench.queue;

import io.fnorpa.bench.Results;
import io.fnorpa.bench.Turns;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ValkeyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code bin/bench queue}. Rows: claim-100k and claim-1m beside a claim at a thousand rows; pickup and pickup-sql,
 * throughput-1, -2 and -4 and throughput-1m (at a million rows) beside db-scheduler.
 */
public final class QueueBench {

    private static final int WRONG_USE = 2;
    private static final int FEW_ROWS = 1000;
    private static final int TENTH = 10;
    private static final int PLACES = 10;
    private static final int POLL_MILLIS = 100;
    private static final int USUAL_POLL_MILLIS = 1000;
    private static final int WARM_UP = 2;
    private static final int CLAIMS = 100;
    private static final int PICK_UPS = 6;
    private static final double CLAIM_AIM = 1.2;
    private static final double PICK_UP_AIM = 100;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long DRAIN_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final QueueOptions options;
    private final Checkout checkout = Checkout.find();
    private final Path folder;
    private final Path home;
    private final Results results = new Results();

    private QueueBench(QueueOptions options, Path folder) throws Exception {
        this.options = options;
        this.folder = folder;
        this.home = BenchHome.make(checkout, folder.resolve("home"));
    }

    public static void main(String[] arguments) throws Exception {
        QueueOptions options;
        try {
            options = QueueOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/bench queue: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        new QueueBench(options, Files.createTempDirectory("bench-queue-")).run();
        System.exit(0);
    }

    private void run() throws Exception {
        claims();
        try (ValkeyServer valkey = ValkeyServer.start(folder.resolve("valkey"))) {
            pickUps(valkey);
            for (int instances : new int[] {1, 2, 4}) {
                throughput("throughput-" + instances, valkey, instances, FEW_ROWS);
            }
            throughput("throughput-1m", valkey, 1, options.rows());
        }
        if (options.json().isPresent()) {
            results.write(options.json().get());
        }
    }

    private void claims() throws Exception {
        if (!options.wants("claim")) {
            return;
        }
        results.begin("one claim, many rows", "one claim, 1,000 rows");
        try (QueueDatabase few = database(FEW_ROWS); ClaimTime reference = new ClaimTime(checkout, few)) {
            claim("claim-100k", options.rows() / TENTH, reference);
            claim("claim-1m", options.rows(), reference);
        }
    }

    private void claim(String row, int rows, ClaimTime reference) throws Exception {
        try (QueueDatabase many = database(rows); ClaimTime claim = new ClaimTime(checkout, many)) {
            results.add(Turns.take(row, "ms", WARM_UP, options.rounds() * 2, () -> claim.measure(CLAIMS), () -> reference.measure(CLAIMS), CLAIM_AIM));
        }
    }

    private void pickUps(ValkeyServer valkey) throws Exception {
        if (!options.wants("pickup")) {
            return;
        }
        results.begin("the platform", "db-scheduler");
        try (QueueDatabase database = database(FEW_ROWS);
                Side platform = platform(database, valkey, 1, USUAL_POLL_MILLIS);
                Side peer = peer(database, 1, USUAL_POLL_MILLIS)) {
            int rounds = options.rounds() * PICK_UPS;
            results.add(Turns.take("pickup", "ms", rounds, rounds, platform::pickUpByCall, peer::pickUpByCall, null).withValueAim(PICK_UP_AIM));
            results.add(Turns.take("pickup-sql", "ms", WARM_UP, options.rounds() * 2, () -> sometime(platform), () -> sometime(peer), null));
        }
    }

    /** At any moment between two polls: one that follows the end of another job would meet the claim that its end asks for. */
    private static double sometime(Side side) throws Exception {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(USUAL_POLL_MILLIS / 2, USUAL_POLL_MILLIS * 3 / 2));
        return side.pickUpBySql();
    }

    private void throughput(String row, ValkeyServer valkey, int instances, int rows) throws Exception {
        if (!options.wants(row)) {
            return;
        }
        results.begin(instances + " of the platform", instances + " of db-scheduler");
        try (QueueDatabase database = database(rows);
                Side platform = platform(database, valkey, instances, POLL_MILLIS);
                Side peer = peer(database, instances, POLL_MILLIS)) {
            platform.stop();
            peer.stop();
            results.add(Turns.take(row, "jobs/s", WARM_UP, options.rounds(), () -> drain(platform), () -> drain(peer), null).withLeastAim(1));
        }
    }

    /** Jobs a second, from the commit of their rows until all are done. */
    private double drain(Side side) throws Exception {
        side.goOn();
        try {
            side.insert(options.jobs());
            long begin = System.nanoTime();
            while (side.left() > 0) {
                if (System.nanoTime() - begin > DRAIN_LIMIT_NANOS) {
                    throw new IllegalStateException(side.left() + " jobs were not done within 10 minutes; the logs are in " + folder);
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            return options.jobs() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            side.stop();
        }
    }

    private int databases;

    private QueueDatabase database(int rows) throws Exception {
        return new QueueDatabase(checkout, folder.resolve("h2-" + ++databases), rows);
    }

    private Side platform(QueueDatabase database, ValkeyServer valkey, int instances, int pollMillis) {
        return new PlatformSide(checkout, home, database, valkey.address(), folder.resolve("platform-" + databases), instances, PLACES, pollMillis);
    }

    private Side peer(QueueDatabase database, int instances, int pollMillis) throws Exception {
        return new DbSchedulerSide(database, folder.resolve("peer-" + databases), instances, PLACES, pollMillis);
    }
}
