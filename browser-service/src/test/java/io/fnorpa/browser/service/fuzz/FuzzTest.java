package io.fnorpa.browser.service.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.ApiDocument.Operation;
import io.fnorpa.browser.service.AwkwardSite;
import io.fnorpa.browser.service.Caller;
import io.fnorpa.browser.service.SmallBounds;
import io.fnorpa.browser.service.TokenKeys;
import io.fnorpa.token.attack.TokenAttack;
import io.fnorpa.token.attack.TokenAttacks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Generated requests against a service with an open session: no server's error but those that are meant, each answer as
 * the OpenAPI document says, none that hangs, and nothing left behind. Every run sends the same requests; another
 * {@code -Dfuzz.seed=} makes others, {@code -Dfuzz.requests=} and {@code -Dfuzz.first=} say how many requests of the seed and from which on.
 */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(FuzzTest.TwoSessions.class)
class FuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", Boolean.getBoolean("tests.full") ? 100_000 : 600);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    /** So that all pools, caches and compiled code are there when the footprint is taken for the first time. */
    private static final int WARMING_UP = Math.min(REQUESTS / 5, 2_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Of idle connections in the client's and the servers' pools, which come and go. */
    private static final int LOOSE = 20;
    /** Of a thousand ended sessions, metrics by type and outcome, and the names of fields that the JSON reader keeps. */
    private static final int LOOSE_HEAP_MIB = 20;

    @TestHTTPResource("/")
    URL service;

    private Caller caller;

    @Test
    void nothingThatIsSentBreaksTheService() {
        System.out.printf("fuzz: %d requests from %d, -Dfuzz.seed=%d%n", REQUESTS, FIRST, SEED);
        try (AwkwardSite site = new AwkwardSite()) {
            FuzzRun run = new FuzzRun(URI.create(service.toString()), new FuzzRequests(SEED, targets(), () -> "Bearer " + caller.token(),
                    () -> "Bearer " + TokenKeys.token("f-" + UUID.randomUUID()), bad()));
            open(site);
            run.send(FIRST, FIRST + WARMING_UP);
            Footprint before = closed();

            open(site);
            run.send(FIRST + WARMING_UP, FIRST + REQUESTS);
            List<String> raw = RawFuzz.faults(service, SEED, 40 + REQUESTS / 50);
            caller.navigate("/").done();
            assertThat(caller.text("css=h1")).as("the session works as before").isEqualTo("Sign in");
            Footprint after = closed();

            System.out.printf("fuzz: %s%nfuzz: before %s%nfuzz: after  %s%n", run.answers(), before, after);
            assertThat(run.faults()).as("seed " + SEED).isEmpty();
            assertThat(raw).as("seed " + SEED).isEmpty();
            assertThat(run.answers().get("200 ")).as("requests that were done: refusals alone prove little").isGreaterThan(REQUESTS / 20);
            assertThat(opened(run)).as("sessions that were opened as a request asked").isGreaterThan(REQUESTS / 1000);
            assertThat(run.answers().getOrDefault(FuzzRun.SENT_AGAIN, 0)).as("connections closed before an answer").isLessThanOrEqualTo(1 + REQUESTS / 1000);
            assertNothingIsLeft(before, after);
        }
    }

    private static int opened(FuzzRun run) {
        return run.answers().getOrDefault("sessions opened and closed", 0);
    }

    private void assertNothingIsLeft(Footprint before, Footprint after) {
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + LOOSE);
        assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + LOOSE);
        assertThat(after.files()).isLessThanOrEqualTo(before.files());
        assertThat(after.processes()).isLessThanOrEqualTo(before.processes());
        assertThat(after.heap()).isLessThanOrEqualTo(before.heap() + LOOSE_HEAP_MIB);
    }

    private void open(AwkwardSite site) {
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"credentials\":{\"password\":\"swordfish\"}").done();
        caller.navigate("/").done();
    }

    /** The footprint with no session open and one browser that waits. */
    private Footprint closed() {
        caller.close().done();
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").status() == 200);
        return Footprint.now();
    }

    private List<Operation> targets() {
        return Caller.CONTRACT.document().operations();
    }

    /** One that stays open, and one that requests may open. */
    public static class TwoSessions extends SmallBounds {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("browser.max-sessions", "2");
            return overrides;
        }
    }

    private static List<List<String>> bad() {
        return TokenAttacks.on(TokenKeys.keys(), TokenKeys.token("s")).stream().map(TokenAttack::authorization).toList();
    }
}
