package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.JobId;
import io.fnorpa.secrets.SecretFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One of the processes of {@code bin/bench totp}: so many callers at a time either reserve codes, as jobs do, or set a
 * key. It lies in the package of what it measures, to put that together as the platform does, with the platform's client
 * and the platform's settings for it.
 *
 * <p>Arguments: {@code standalone} or {@code sentinel}, the addresses, the name of the primary, replicas to wait for. Each
 * line of standard input is a turn: {@code reserve} or {@code set}, callers, milliseconds. The answer is a line with the
 * time of each call in microseconds. It ends with its standard input.
 */
public final class ReservingProgram {

    public static final String RESERVE = "reserve";
    public static final String SET = "set";
    public static final String READY = "ready";
    private static final Duration REPLICA_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RedisDataSource valkey;
    private final List<URI> addresses;
    private final int minReplicas;
    private final TotpSecrets secrets;
    private final List<ReservingCaller> callers = new ArrayList<>();

    private ReservingProgram(RedisDataSource valkey, List<URI> addresses, int minReplicas, Path secrets) {
        this.valkey = valkey;
        this.addresses = addresses;
        this.minReplicas = minReplicas;
        this.secrets = new TotpSecrets(new SecretFiles(secrets));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bench-totp-");
        Path key = Files.writeString(folder.resolve("bench-totp-secret"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        List<String> addresses = List.of(arguments[1].split(","));
        Vertx vertx = Vertx.vertx();
        RedisOptions options = new RedisOptions().setType(RedisClientType.valueOf(arguments[0].toUpperCase(Locale.ROOT)))
                .setEndpoints(new ArrayList<>(addresses)).setMasterName(arguments[2]).setMaxPoolSize(8).setMaxPoolWaiting(200)
                .setHashSlotCacheTTL(1000).setTopologyCacheTTL(1000);
        Redis redis = Redis.createClient(vertx, options);
        RedisDataSource valkey = new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), LIMIT);
        new ReservingProgram(valkey, addresses.stream().map(URI::create).toList(), Integer.parseInt(arguments[3]), folder).serve();
        Files.walk(folder).sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        System.exit(0);
    }

    private void serve() throws IOException, InterruptedException {
        System.out.println(READY);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] turn = line.split(" ");
            System.out.println(turn(turn[0].equals(RESERVE), Integer.parseInt(turn[1]), Duration.ofMillis(Long.parseLong(turn[2]))));
        }
    }

    private String turn(boolean reserve, int count, Duration length) throws InterruptedException {
        while (callers.size() < count) {
            callers.add(caller(callers.size()));
        }
        List<Thread> threads = callers.subList(0, count).stream().map(caller -> new Thread(() -> caller.callFor(reserve, length))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return callers.subList(0, count).stream().flatMap(caller -> caller.taken().stream()).map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Each has an account of its own, and for it a clock of its own: see {@link StepClock}. */
    private ReservingCaller caller(int number) {
        FnoSettings.Totp rules = new FnoSettings.Totp(6, Duration.ofSeconds(30), FnoSettings.Totp.Algorithm.SHA1);
        StepClock clock = new StepClock(rules.period());
        String name = "bench-" + ProcessHandle.current().pid() + "-" + number;
        Settings settings = new Settings(minReplicas);
        ClockWatch clocks = new ClockWatch(settings.maxClockOffset(), clock, new SimpleMeterRegistry());
        TotpLedger ledger = new TotpLedger(valkey, minReplicas, REPLICA_TIMEOUT, LIMIT);
        TotpStore store = new TotpStore(ledger, () -> ValkeyServers.Findings.NONE, clocks, addresses);
        TotpManager manager = new TotpManager(store, secrets, settings, clock, clocks);
        TotpAccount account = new TotpAccount(name, "bench-totp-secret", List.of(), rules);
        BareSet set = new BareSet(valkey.getReactive().getRedis().getDelegate(), name, minReplicas, REPLICA_TIMEOUT, LIMIT);
        return new ReservingCaller(() -> {
            manager.reserveTotpCode(account, new JobId(1), clock.instant().plus(Duration.ofHours(1)));
            clock.advance();
        }, set);
    }

    /** The platform's defaults, but that the clocks of this bench are made up. */
    private record Settings(int minReplicas) implements PlatformConfig.Totp {
        @Override
        public Duration replicaTimeout() {
            return REPLICA_TIMEOUT;
        }

        @Override
        public Duration minLife() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int window() {
            return 1;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration maxClockOffset() {
            return Duration.ofDays(36_500);
        }
    }
}
