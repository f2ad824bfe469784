package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import io.fnorpa.job.JobId;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secrets.SecretFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** Against a real Valkey; each test has an account of its own. */
class TotpManagerTest {

    /** The key of RFC 6238's examples. */
    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant FAR = NOW.plus(Duration.ofDays(1));
    private static final JobId JOB = new JobId(42);

    @TempDir
    private static Path folder;
    private static ValkeyServer server;
    private static ValkeyClient client;

    private final MutableClock clock = MutableClock.of(NOW, ZoneOffset.UTC);
    private TotpAccount account;
    private TotpManager manager;

    @BeforeAll
    static void start() throws IOException {
        server = ValkeyServer.start(folder.resolve("valkey"));
        client = new ValkeyClient(server.address());
        Files.writeString(folder.resolve("octotel-totp-secret"), KEY + "\n");
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    @BeforeEach
    void anAccountOfItsOwn(TestInfo test) {
        account = new TotpAccount(test.getTestMethod().orElseThrow().getName(), "octotel-totp-secret", List.of(),
                new Totp(6, PERIOD, Algorithm.SHA1));
        manager = manager(client, new Settings(0, Duration.ofHours(1)));
    }

    private TotpManager manager(ValkeyClient valkey, Settings settings) {
        TotpLedger ledger = valkey.ledger(settings.minReplicas(), settings.replicaTimeout());
        ClockWatch clocks = new ClockWatch(settings.maxClockOffset(), clock, new SimpleMeterRegistry());
        return new TotpManager(store(ledger, clocks), new TotpSecrets(new SecretFiles(folder)), settings, clock, clocks);
    }

    private static TotpStore store(TotpLedger ledger, ClockWatch clocks) {
        return new TotpStore(ledger, () -> ValkeyServers.Findings.NONE, clocks, List.of(server.address()));
    }

    private record Settings(int minReplicas, Duration maxWait, Duration maxClockOffset) implements PlatformConfig.Totp {

        /** The test's clock stands where the test puts it, far from Valkey's. */
        Settings(int minReplicas, Duration maxWait) {
            this(minReplicas, maxWait, Duration.ofDays(36_500));
        }

        @Override
        public Duration replicaTimeout() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration minLife() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int window() {
            return 1;
        }
    }

    @Test
    void theFirstJobGetsThePresentStepAndTheNextOneTheNext() {
        TotpSlot first = manager.reserveTotpCode(account, JOB, FAR);
        TotpSlot second = manager.reserveTotpCode(account, JOB, FAR);
        TotpSlot third = manager.reserveTotpCode(account, JOB, FAR);

        assertThat(first.begins()).isEqualTo(NOW);
        assertThat(second.begins()).isEqualTo(NOW.plus(PERIOD));
        assertThat(third.begins()).isEqualTo(NOW.plus(PERIOD.multipliedBy(2)));
        assertThat(third.waitingReason()).startsWith("waits for a code of its own until ").contains(":01:00: the portal takes a code once, and the present one is another job's").endsWith(", before it 1 more");
    }

    @Test
    void aStepWithTooLittleLifeLeftIsPassedOver() {
        clock.setInstant(NOW.plusSeconds(26));

        assertThat(manager.reserveTotpCode(account, JOB, FAR).begins()).isEqualTo(NOW.plus(PERIOD));
    }

    @Test
    void fiftyWhoComeAtOnceGetFiftyDifferentStepsInARow() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try (ValkeyClient otherInstance = new ValkeyClient(server.address())) {
            TotpManager other = manager(otherInstance, new Settings(0, Duration.ofHours(1)));
            CountDownLatch together = new CountDownLatch(50);
            List<Future<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                TotpManager asked = i % 2 == 0 ? manager : other;
                Callable<Long> ask = () -> {
                    together.countDown();
                    together.await();
                    return asked.reserveTotpCode(account, JOB, FAR).step();
                };
                answers.add(threads.submit(ask));
            }
            List<Long> steps = new ArrayList<>();
            for (Future<Long> answer : answers) {
                steps.add(answer.get());
            }
            assertThat(steps).doesNotHaveDuplicates().hasSize(50);
            assertThat(steps.stream().mapToLong(Long::longValue).max().orElseThrow()
                    - steps.stream().mapToLong(Long::longValue).min().orElseThrow())
                    .as("the steps follow each other, but for those whose digits lived").isBetween(49L, 51L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aStepWhoseDigitsAreThoseOfALivingCodeIsPassedOver() {
        TotpLedger ledger = client.ledger(0, Duration.ofMillis(50));
        String name = account.name();

        assertThat(ledger.reserve(name, TestSteps.from(100, "111111", "222222")).step()).isEqualTo(100);
        assertThat(ledger.reserve(name, TestSteps.from(100, "111111", "111111", "333333")).step()).isEqualTo(102);
        assertThat(ledger.reserve(name, TestSteps.from(103, "333333", "111111")).step())
                .as("the code of step 100 is dead at 104, the one of 102 is not at 103").isEqualTo(104);
    }

    @Test
    void aClockThatWasSetBackGetsNoStepASecondTime() {
        TotpSlot before = manager.reserveTotpCode(account, JOB, FAR);
        clock.setInstant(NOW.minus(Duration.ofMinutes(2)));

        assertThat(manager.reserveTotpCode(account, JOB, FAR).step()).isEqualTo(before.step() + 1);
    }

    /** As a server does that keeps nothing on disk, or not the newest, and is started again before a replica takes its place. */
    @Test
    void aStoreThatForgotMakesAnInstanceRepeatNothing() {
        TotpSlot before = manager.reserveTotpCode(account, JOB, FAR);
        client.commands().execute("DEL", "totp_step:{" + account.name() + "}");

        assertThat(manager.reserveTotpCode(account, JOB, FAR).step()).isEqualTo(before.step() + 1);
    }

    @Test
    void aClockThatIsFarFromValkeysGetsNoCodeAndBarsNoStep() {
        clock.setInstant(Instant.now().plus(Duration.ofHours(1)));
        TotpManager watchful = manager(client, new Settings(0, Duration.ofHours(1), Duration.ofSeconds(10)));
        assertThatThrownBy(() -> watchful.reserveTotpCode(account, JOB, clock.instant().plus(Duration.ofDays(1)))).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("Valkey's clock is 3").hasMessageContaining("s behind this instance's").hasMessageContaining("limit is 10.0 s")
                .hasMessageContaining("rpa.totp.max-clock-offset").hasMessageContaining("timedatectl");

        clock.setInstant(Instant.now());
        assertThat(watchful.reserveTotpCode(account, JOB, clock.instant().plus(Duration.ofDays(1))).before())
                .as("the hour's steps are free").isZero();
    }

    @Test
    void whoWouldWaitTooLongIsToldSo() {
        TotpManager impatient = manager(client, new Settings(0, PERIOD.multipliedBy(2)));
        for (int i = 0; i < 3; i++) {
            impatient.reserveTotpCode(account, JOB, FAR);
        }

        assertThatThrownBy(() -> impatient.reserveTotpCode(account, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("every step until 2026-03-01T12:01:00Z is given to other jobs")
                .hasMessageContaining("the portal's limit");
        assertThatThrownBy(() -> manager.reserveTotpCode(account, JOB, NOW.plusSeconds(10)))
                .as("nor is a step given that begins after the deadline").isInstanceOf(TotpUnavailableException.class);
    }

    @Test
    void theCodeIsThatOfItsStepAndIsGivenWhileTheStepRuns() {
        clock.setInstant(Instant.ofEpochSecond(1111111080));
        TotpSlot slot = manager.reserveTotpCode(account, JOB, FAR);
        assertThat(manager.getFreshTotpCode(slot).reveal()).as("RFC 6238, appendix B").isEqualTo("081804");

        clock.add(PERIOD);
        assertThatThrownBy(() -> manager.getFreshTotpCode(slot)).isInstanceOf(TotpUnavailableException.class);
        TotpSlot later = manager.reserveTotpCode(account, JOB, FAR);
        clock.setInstant(later.begins().minusMillis(1));
        assertThatThrownBy(() -> manager.getFreshTotpCode(later)).hasMessageContaining("is fresh from");
    }

    @Test
    void theWaitEndsWhenTheStepBegins() throws Exception {
        manager.reserveTotpCode(account, JOB, FAR);
        TotpSlot slot = manager.reserveTotpCode(account, JOB, FAR);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch waits = new CountDownLatch(1);
            Future<?> wait = thread.submit(() -> manager.waitForNextTotpWindow(slot, () -> {
                waits.countDown();
                return false;
            }));
            waits.await();
            assertThat(wait.isDone()).isFalse();

            clock.setInstant(slot.begins());
            wait.get();
            manager.waitForNextTotpWindow(manager.reserveTotpCode(account, JOB, FAR), () -> true);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void thePlansRecordsAreKept() throws IOException {
        clock.setInstant(Instant.ofEpochSecond(1111111080));
        TotpSlot slot = manager.reserveTotpCode(account, JOB, FAR);
        manager.markTotpCodeConsumed(account, slot.step(), JOB, true);
        TotpSlot second = manager.reserveTotpCode(account, JOB, FAR);
        manager.markTotpCodeConsumed(account, second.step(), JOB, false);

        String name = account.name();
        assertThat(json("totp_used:" + name + ":081804")).isEqualTo(json("""
                {"job_id": "42", "reserved_at": 1111111080}""".getBytes()));
        assertThat(life("totp_used:" + name + ":081804")).isBetween(80_000L, 90_000L);
        assertThat(life("totp_used:" + name + ":050471")).as("counted from the begin of a later step").isBetween(110_000L, 120_000L);
        assertThat(json("totp_consumed:" + name + ":081804")).isEqualTo(json("""
                {"job_id": "42", "success": true}""".getBytes()));
        assertThat(json("totp_metrics:" + name + ":2005-03-18")).isEqualTo(json("""
                {"codes_generated": 2, "codes_consumed": 2, "successful_auths": 1, "success_rate": 0.5}""".getBytes()));
        assertThat(manager.getTotpUsageMetrics(name, LocalDate.of(2005, 3, 18))).isEqualTo(new TotpUsage(2, 2, 1, 0.5));
        assertThat(manager.getTotpUsageMetrics(name, LocalDate.of(2005, 3, 19))).isEqualTo(new TotpUsage(0, 0, 0, 0));
    }

    private static JsonNode json(String key) throws IOException {
        return json(client.commands().execute("GET", key).toString().getBytes());
    }

    private static JsonNode json(byte[] text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static long life(String key) {
        return client.commands().execute("PTTL", key).toLong();
    }

    @Test
    void withoutAReplicaToConfirmNoCodeIsGiven() {
        TotpManager strict = manager(client, new Settings(1, Duration.ofHours(1)));

        assertThatThrownBy(() -> strict.reserveTotpCode(account, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                .hasCauseInstanceOf(TotpStoreAwayException.class)
                .hasMessageContaining("0 of 1 replicas confirmed").hasMessageContaining("rpa.totp.min-replicas");
        assertThat(manager.reserveTotpCode(account, JOB, FAR).begins())
                .as("the steps that were tried are not given again").isEqualTo(NOW.plus(PERIOD.multipliedBy(3)));
    }

    @Test
    void aStoreThatMayForgetIsNotTrusted() {
        RedisDataSource valkey = client.commands();
        TotpStore store = store(client.ledger(0, Duration.ofMillis(50)), TestSteps.realClocks());
        valkey.execute("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try {
            assertThatThrownBy(() -> manager.reserveTotpCode(account, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                    .hasMessageContaining("maxmemory-policy allkeys-lru").hasMessageContaining("Set maxmemory-policy noeviction");
            store.look();
            assertThat(store.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("maxmemory-policy allkeys-lru"));
        } finally {
            valkey.execute("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
        store.look();
        assertThat(store.fault()).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsNamedByItsFileAlone() throws IOException {
        TotpAccount missing = new TotpAccount(account.name(), "none-totp-secret", List.of(), account.rules());
        assertThatThrownBy(() -> manager.reserveTotpCode(missing, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining(folder.resolve("none-totp-secret").toString());

        Files.writeString(folder.resolve("wrong-totp-secret"), "NOT8A1KEY");
        TotpAccount wrong = new TotpAccount(account.name(), "wrong-totp-secret", List.of(), account.rules());
        assertThatThrownBy(() -> manager.reserveTotpCode(wrong, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining(folder.resolve("wrong-totp-secret").toString()).hasMessageContaining("character 4")
                .hasMessageNotContaining("NOT8A1KEY");
    }

    @Test
    void twoAccountsOfAnFnoWithOneKeyGetNoCode() throws IOException {
        TotpAccount night = new TotpAccount(account.name() + ":night", "octotel.night-totp-secret", List.of("octotel-totp-secret"), account.rules());
        Path file = folder.resolve(night.secretName());
        Files.writeString(file, KEY.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ") + "\n");
        assertThatThrownBy(() -> manager.reserveTotpCode(night, JOB, FAR)).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(folder.resolve("octotel-totp-secret").toString())
                .hasMessageContaining("hold the same key").hasMessageNotContaining(KEY.substring(0, 4));
        assertThat(client.commands().execute("EXISTS", "totp_step:{" + night.name() + "}").toInteger()).as("no step was spent").isZero();

        Files.writeString(file, "JBSWY3DPEHPK3PXP");
        assertThat(manager.reserveTotpCode(night, JOB, FAR).begins()).isEqualTo(NOW);
        TotpAccount alone = new TotpAccount(account.name() + ":alone", "octotel-totp-secret", List.of("none-totp-secret"), account.rules());
        assertThat(manager.reserveTotpCode(alone, JOB, FAR).begins()).as("the other has no key yet").isEqualTo(NOW);
    }

    @Test
    void anFnoWhosePeriodIsChangedIsNeitherBarredNorGivenAStepThatOverlaps() {
        TotpSlot last = manager.reserveTotpCode(account, JOB, FAR);
        TotpAccount minute = with(Duration.ofMinutes(1));
        assertThat(manager.reserveTotpCode(minute, JOB, FAR).begins()).as("the first minute that begins after the last code's step")
                .isEqualTo(NOW.plusSeconds(60)).isAfterOrEqualTo(last.ends());
        assertThat(manager(client, new Settings(0, Duration.ofHours(1))).reserveTotpCode(minute, JOB, FAR).begins())
                .as("an instance that remembers nothing").isEqualTo(NOW.plusSeconds(120));

        assertThat(manager.reserveTotpCode(account, JOB, FAR).begins()).as("and back").isEqualTo(NOW.plusSeconds(180));
    }

    /** As two instances do while one has the new settings already. */
    @Test
    void aPeriodThatIsChangedToAndFroCostsNoStep() {
        TotpAccount minute = with(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            TotpManager fresh = manager(client, new Settings(0, Duration.ofHours(1)));
            assertThat(fresh.reserveTotpCode(account, JOB, FAR).begins()).isEqualTo(NOW.plusSeconds(120 * i));
            assertThat(fresh.reserveTotpCode(minute, JOB, FAR).begins()).isEqualTo(NOW.plusSeconds(120 * i + 60));
        }
    }

    private TotpAccount with(Duration period) {
        return new TotpAccount(account.name(), account.secretName(), account.others(), new Totp(6, period, Algorithm.SHA1));
    }

    @Test
    void digitsLiveAsLongInTheNewPeriodAsInTheOld() {
        TotpLedger ledger = client.ledger(0, Duration.ofMillis(50));
        Duration minute = Duration.ofMinutes(1);
        String name = account.name();

        assertThat(ledger.reserve(name, TestSteps.from(100, minute, "111111")).step()).isEqualTo(100);
        assertThat(ledger.reserve(name, TestSteps.from(200, "222222", "333333")).granted()).as("both lie in minute 100").isFalse();
        assertThat(ledger.reserve(name, TestSteps.from(202, "111111", "444444")).step()).as("111111 lives").isEqualTo(203);
        assertThat(ledger.reserve(name, TestSteps.from(207, "111111", "555555")).step())
                .as("minute 103 is its last, and ends with step 207").isEqualTo(208);
        assertThat(ledger.reserve(name, TestSteps.from(209, "111111")).step()).isEqualTo(209);
    }
}
