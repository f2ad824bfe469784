package io.fnorpa.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** An author's machine that is away costs no browser, and holds no other FNO's jobs; {@code CamelJBangIT} sees it with a real one. */
class OwnWorkersTest {

    private static final FnoSettings OCTOTEL = fno("octotel", "Octotel", "aliases: [octo-tel]");
    private static final FnoSettings EVOTEL = fno("evotel", "Evotel", "");
    private static final List<Map<String, Object>> LANES = List.of(Map.of("PROVIDER", "evotel"), Map.of("PROVIDER", "octotel"));

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.of(Instant.now(), ZoneOffset.UTC);
    private HttpServer machine;
    private int says = 404;
    private int port;
    private OwnWorkers workers;

    @BeforeEach
    void start() throws IOException {
        open(0);
        port = machine.getAddress().getPort();
        workers = workers("octotel");
    }

    @AfterEach
    void close() {
        machine.stop(0);
    }

    private void open(int at) throws IOException {
        machine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        machine.createContext("/worker/jobs", call -> {
            call.sendResponseHeaders(says, -1);
            call.close();
        });
        machine.start();
    }

    @Test
    void whileItIsThereItsJobsGoOn() {
        assertThatCode(() -> workers.requireThere(attempt(OCTOTEL))).doesNotThrowAnyException();
        assertThat(workers.served(LANES)).isEqualTo(LANES);
    }

    @Test
    void whileItIsAwayItsJobsRestAndOthersJobsGoOn() {
        machine.stop(0);

        assertThatThrownBy(() -> workers.requireThere(attempt(OCTOTEL))).isInstanceOfSatisfying(NoWorkerException.class,
                away -> assertThat(away.pause()).isEqualTo(Duration.ofSeconds(120))).hasMessageContaining("no worker: http://127.0.0.1:" + port + " cannot be reached");
        assertThatCode(() -> workers.requireThere(attempt(EVOTEL))).doesNotThrowAnyException();

        assertThat(workers.served(LANES)).containsExactly(LANES.get(0));
        assertThat(workers.absence("octotel")).hasValueSatisfying(absence -> assertThat(absence.why()).startsWith("no worker: http://127.0.0.1:" + port));
        assertThat(workers.absence("evotel")).isEmpty();
    }

    @Test
    void itIsLookedForAgainAfterThePauseAndTakenOnceItIsBack() throws Exception {
        machine.stop(0);
        assertThatThrownBy(() -> workers.requireThere(attempt(OCTOTEL))).isInstanceOf(NoWorkerException.class);

        clock.add(Duration.ofSeconds(121));
        assertThat(workers.served(LANES)).isEqualTo(LANES);
        assertThatThrownBy(() -> workers.requireThere(attempt(OCTOTEL))).isInstanceOf(NoWorkerException.class);
        assertThat(workers.served(LANES)).hasSize(1);

        open(port);
        workers.requireThere(attempt(OCTOTEL));
        assertThat(workers.served(LANES)).isEqualTo(LANES);
    }

    /** Such as one with the keys of another orchestrator. */
    @Test
    void oneThatTakesNoOrdersCountsAsAway() {
        says = 401;

        assertThatThrownBy(() -> workers.requireThere(attempt(OCTOTEL))).isInstanceOf(NoWorkerException.class).hasMessageContaining("refuses jobs: HTTP 401");
    }

    @Test
    void aliasAndNameMeanTheFnoToo() {
        for (String name : List.of("octotel", "octo-tel", "Octotel")) {
            assertThat(workers(name).of(OCTOTEL)).as(name).isPresent();
            assertThat(workers(name).of(EVOTEL)).as(name).isEmpty();
            assertThat(workers(name).strangersAmong(List.of(EVOTEL, OCTOTEL))).as(name).isEmpty();
        }
    }

    @Test
    void aNameOfNoFnoIsToldUntilThereIsOne() {
        OwnWorkers slip = workers("octopus");

        assertThat(slip.strangersAmong(List.of())).isEmpty();
        assertThat(slip.strangersAmong(List.of(EVOTEL, OCTOTEL))).containsExactly("octopus");
        assertThat(slip.strangersAmong(List.of(EVOTEL, OCTOTEL, fno("octopus", "Octopus", "")))).isEmpty();
    }

    private OwnWorkers workers(String name) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).withMapping(WorkerConfig.class).addDiscoveredConverters()
                .withDefaultValues(Map.of("rpa.database.url", "jdbc:h2:mem:none", "rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets",
                        "rpa.worker.for." + name, "http://127.0.0.1:" + port)).build();
        TokenIssuer tokens = new TokenIssuer(new SigningKeys(folder.resolve("keys")).createIfAbsent(), clock);
        return new OwnWorkers(config.getConfigMapping(PlatformConfig.class), config.getConfigMapping(WorkerConfig.class), new WorkerClient(tokens, clock), null, clock);
    }

    private static RunningAttempt attempt(FnoSettings fno) {
        return new RunningAttempt(new Job(AttemptId.of(1, 1), null, fno.fno(), "validation", Map.of()), new Lease("test", "token"), fno, "v1", 3,
                Instant.now().plusSeconds(600), BrowserBreaker.disabled().use());
    }

    private static FnoSettings fno(String id, String name, String more) {
        return FnoSettings.parse("fno.yaml", "fno: " + id + "\nname: " + name + "\n" + more + "\nbase-url: https://portal.example\njob-types: {validation: {}}\n");
    }
}
