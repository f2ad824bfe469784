package io.fnorpa.browsers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.config.InstanceName;
import io.fnorpa.job.AttemptId;
import io.fnorpa.parts.Parts;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The browsers of lost attempts, as real processes. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class LostBrowsersTest {

    private static final String ELSEWHERE = "browser-elsewhere-0a1b2c3d";

    Parts parts;

    @Inject
    LostBrowsers lost;
    @Inject
    TokenIssuer tokens;
    @Inject
    InstanceName self;

    @Test
    void anAttemptThatNeverHadABrowserHasNone() {
        assertThat(lost.end(row(null, null, 0, null, false))).isTrue();
    }

    @Test
    void aBrowserOfThisMachineIsKilledWithItsChildrenAlsoWhenItIsFrozenOrItsLeaderIsGone() throws Exception {
        String name = BrowserName.on(self.host());
        for (String before : List.of("true", "kill -STOP -- -$0", "kill -KILL $0")) {
            // A leader of a group of its own with two children; its command line holds the browser's name.
            Process leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 600 & sleep 601 & wait", name).start();
            ProcessGroup group = new ProcessGroup(leader.pid());
            Awaitility.await().until(() -> leader.toHandle().children().count() == 2);
            new ProcessBuilder("sh", "-c", before, String.valueOf(leader.pid())).start().waitFor();

            assertThat(lost.end(row(name, null, leader.pid(), null, false))).as(before).isTrue();
            assertThat(group.isAlive()).as(before).isFalse();
        }
    }

    @Test
    void aProcessThatHasTheNumberOfABrowserThatIsGoneIsLeftAlone() throws Exception {
        Process another = new ProcessBuilder("setsid", "sleep", "600").start();
        try {
            Awaitility.await().until(() -> new ProcessGroup(another.pid()).isAlive());

            assertThat(lost.end(row(BrowserName.on(self.host()), null, another.pid(), null, false))).isTrue();
            assertThat(another.isAlive()).isTrue();
        } finally {
            another.destroyForcibly();
        }
    }

    @Test
    void aBrowserElsewhereThatCanBeReachedIsAskedToEnd() throws IOException {
        InetAddress address = addressOfThisMachine();
        Assumptions.assumeTrue(address != null, "this machine has loopback addresses alone");
        try (BrowserService service = BrowserService.start(Checkout.find(), parts.folder().resolve("elsewhere"), ELSEWHERE,
                new SigningKeys(parts.folder().resolve("keys")).createIfAbsent(), Map.of("browser.host", address.getHostAddress()))) {
            AttemptId attempt = AttemptId.of(42, 1);
            Instant deadline = Instant.now().plusSeconds(300);
            BrowserClient session = new BrowserClient(service.address(), tokens.session(ELSEWHERE, attempt, "s-lost", deadline));
            assertThat(lost.end(row(ELSEWHERE, service.address(), 0, "s-lost", false))).as("one that may still be opened").isFalse();
            session.open(new SessionRequest("s-lost", "octotel", URI.create("https://hub.octotel.example"), List.of(), Map.of(), null, null,
                    deadline, "en-ZA", "Africa/Johannesburg"));

            assertThat(lost.end(row(ELSEWHERE, service.address(), 0, "s-lost", false))).isTrue();

            assertThatThrownBy(() -> session.execute(CommandDraft.of(CommandType.SCREENSHOT).build())).isInstanceOf(BrowserException.class);
        }
    }

    @Test
    void aBrowserElsewhereThatCannotBeReachedIsOverAfterItsDeadline() {
        URI nobody = URI.create("http://127.0.0.1:9");

        assertThat(lost.end(row(ELSEWHERE, nobody, 4711, "s-lost", false))).isFalse();
        assertThat(lost.end(row(ELSEWHERE, nobody, 4711, "s-lost", true))).isTrue();
    }

    @Test
    void aNameSaysItsMachineToTheLetter() {
        assertThat(BrowserName.isOn("node", BrowserName.on("node"))).isTrue();
        assertThat(BrowserName.isOn("node", BrowserName.on("node-2"))).isFalse();
        assertThat(BrowserName.isOn("node-2", BrowserName.on("node"))).isFalse();
    }

    private static InetAddress addressOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst().orElse(null);
    }

    private static Map<String, Object> row(String instance, URI address, long process, String session, boolean over) {
        Map<String, Object> row = new HashMap<>();
        row.put("ID", 42L);
        row.put("ATTEMPT", 1);
        row.put("BROWSER_INSTANCE", instance);
        row.put("BROWSER_ADDRESS", address == null ? null : address.toString());
        row.put("BROWSER_PROCESS", process);
        row.put("SESSION_ID", session);
        row.put("BROWSER_IS_OVER", over ? 1 : 0);
        return row;
    }
}
