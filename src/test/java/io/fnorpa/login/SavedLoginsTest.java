package io.fnorpa.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.AccountStore;
import io.fnorpa.account.LoginPass;
import io.fnorpa.account.LoginPass.Kind;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.secrets.SecretMissingException;
import io.fnorpa.totp.ValkeyClient;
import io.quarkus.redis.datasource.RedisDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** Against a real Valkey; each test has an account and keys of its own. */
class SavedLoginsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LIFE = Duration.ofHours(8);
    private static final String COOKIE = "cookie-of-isp-ops";

    @TempDir
    private static Path folder;
    private static ValkeyServer server;
    private static ValkeyClient client;

    private final MutableClock clock = MutableClock.of(NOW, ZoneOffset.UTC);
    private Path secrets;
    private PortalAccount account;
    private SavedLogins logins;

    @BeforeAll
    static void start() {
        server = ValkeyServer.start(folder.resolve("valkey"));
        client = new ValkeyClient(server.address());
        client.commands().execute("PING"); // the client's first call must not be several at once, without Quarkus around it
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    @BeforeEach
    void anAccountOfItsOwn(TestInfo test) throws IOException {
        String name = test.getTestMethod().orElseThrow().getName();
        account = new PortalAccount("octotel", name);
        secrets = Files.createDirectories(folder.resolve(name));
        keys(key("k1", 1));
        logins = new SavedLogins(new AccountStore(client.commands()), new LoginSeal(new LoginKeys(new SecretFiles(secrets))), clock);
    }

    private static String key(String id, int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return id + " " + Base64.getEncoder().encodeToString(bytes);
    }

    private void keys(String... lines) throws IOException {
        Files.writeString(secrets.resolve(LoginKeys.SECRET), String.join("\n", lines) + "\n");
    }

    private static JsonNode state(String cookie) throws IOException {
        return new ObjectMapper().readTree("{\"cookies\":[{\"name\":\"sid\",\"value\":\"" + cookie + "\"}],\"origins\":[]}");
    }

    private LoginPass save() throws IOException {
        LoginPass turn = logins.enter(account, "job/1/attempt/1", LEASE);
        assertThat(logins.save(account, turn, state(COOKIE), LIFE)).isTrue();
        return turn;
    }

    private String savedKey() {
        return "saved_login:{" + account.key() + "}";
    }

    private static RedisDataSource valkey() {
        return client.commands();
    }

    @Test
    void oneLogsInTheOthersWaitAndThenUseItsLogin() throws IOException {
        LoginPass first = logins.enter(account, "job/1/attempt/1", LEASE);
        assertThat(first.kind()).isEqualTo(Kind.TURN);
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE)).isEqualTo(LoginPass.ofWaiting("job/1/attempt/1"));
        assertThat(logins.holder(account)).contains("job/1/attempt/1");

        assertThat(logins.save(account, first, state(COOKIE), LIFE)).isTrue();

        LoginPass second = logins.enter(account, "job/2/attempt/1", LEASE);
        assertThat(second).isEqualTo(LoginPass.ofSaved(first.number()));
        assertThat(logins.read(account, second.number())).contains(state(COOKIE));
        assertThat(logins.holder(account)).isEmpty();
    }

    @Test
    void ofManyAtTheSameTimeOneHasTheTurn() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<LoginPass>> asks = IntStream.range(0, 40).<Callable<LoginPass>>mapToObj(n ->
                    () -> logins.enter(account, "job/" + n + "/attempt/1", LEASE)).toList();
            List<Kind> kinds = new ArrayList<>();
            for (Future<LoginPass> ask : callers.invokeAll(asks)) {
                kinds.add(ask.get().kind());
            }
            assertThat(kinds).containsOnlyOnce(Kind.TURN).filteredOn(Kind.WAITING::equals).hasSize(39);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void nothingOfTheLoginIsReadableInValkey() throws IOException {
        save();

        String hash = valkey().execute("HGETALL", savedKey()).toString();
        assertThat(hash).contains("k1").doesNotContain(COOKIE).doesNotContain("sid").doesNotContain("cookies")
                .doesNotContain(Base64.getEncoder().encodeToString(COOKIE.getBytes()));
        String box = valkey().execute("HGET", savedKey(), "box").toString();
        logins.forget(account);
        save();
        assertThat(valkey().execute("HGET", savedKey(), "box").toString()).as("a nonce of its own each time").isNotEqualTo(box);
        assertThat(logins.look(account).orElseThrow().toString()).doesNotContain(box);
    }

    @Test
    void anotherAccountsLoginDoesNotOpen() throws IOException {
        save();
        PortalAccount other = new PortalAccount("octotel", "thief");
        for (String field : List.of("number", "key_id", "saved_at", "expires_at", "box")) {
            valkey().execute("HSET", "saved_login:{" + other.key() + "}", field, valkey().execute("HGET", savedKey(), field).toString());
        }

        assertThat(logins.enter(other, "job/2/attempt/1", LEASE).kind()).as("it logs in itself").isEqualTo(Kind.TURN);
        assertThat(logins.look(other)).as("what does not open is dropped").isEmpty();
    }

    @Test
    void aLoginWhoseLifeWasMadeLongerDoesNotOpen() throws IOException {
        LoginPass turn = save();
        valkey().execute("HSET", savedKey(), "expires_at", Long.toString(NOW.plus(Duration.ofDays(99)).toEpochMilli()));

        assertThatThrownBy(() -> logins.read(account, turn.number())).isInstanceOf(SealBrokenException.class);
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE).kind()).isEqualTo(Kind.TURN);
    }

    @Test
    void aLoginLivesAsLongAsSaidAndNoLonger() throws IOException {
        save();
        assertThat(valkey().execute("PTTL", savedKey()).toLong()).isBetween(LIFE.minusMinutes(1).toMillis(), LIFE.toMillis());

        clock.add(LIFE);
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE).kind()).as("also where Valkey's clock is slow").isEqualTo(Kind.TURN);
    }

    @Test
    void keysRotate() throws IOException {
        LoginPass first = save();
        keys(key("k2", 2), key("k1", 1));
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE)).as("the old key opens still").isEqualTo(LoginPass.ofSaved(first.number()));

        logins.forget(account);
        save();
        assertThat(logins.look(account).orElseThrow().keyId()).as("the new one saves").isEqualTo("k2");

        keys(key("k3", 3));
        assertThat(logins.enter(account, "job/3/attempt/1", LEASE).kind()).as("what has no key any more is made anew").isEqualTo(Kind.TURN);
    }

    @Test
    void aKeyOfTheSameIdThatIsAnotherOpensNothing() throws IOException {
        save();
        keys(key("k1", 9));
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE).kind()).isEqualTo(Kind.TURN);
    }

    @Test
    void aFileThatHoldsNoKeyIsToldWithoutItsContent() throws IOException {
        for (String line : List.of("k2", "k2 c2hvcnQ=", "k2 no-base-64!", "k 2 " + key("", 1), key("ü", 1))) {
            keys(key("k1", 1), line);
            assertThatThrownBy(() -> logins.enter(account, "job/1/attempt/1", LEASE)).isInstanceOf(SecretMissingException.class)
                    .hasMessageContaining("Line 2 of").hasMessageContaining("openssl rand").hasMessageNotContaining("c2hvcnQ=").hasMessageNotContaining("no-base");
        }
        Files.delete(secrets.resolve(LoginKeys.SECRET));
        assertThatThrownBy(() -> logins.enter(account, "job/1/attempt/1", LEASE)).isInstanceOf(SecretMissingException.class)
                .hasMessageContaining("login-keys is missing");
    }

    @Test
    void whoFrozeInItsLoginOverwritesNoNewerOne() throws IOException {
        LoginPass frozen = logins.enter(account, "job/1/attempt/1", Duration.ofMillis(50));
        Awaitility.await().until(() -> logins.holder(account).isEmpty());
        LoginPass next = logins.enter(account, "job/2/attempt/1", LEASE);
        assertThat(next.number()).isGreaterThan(frozen.number());

        assertThat(logins.renew(account, frozen, LEASE)).isFalse();
        assertThat(logins.save(account, frozen, state("old"), LIFE)).isFalse();
        logins.giveBack(account, frozen);
        assertThat(logins.holder(account)).as("nor does it take the other's turn").contains("job/2/attempt/1");

        assertThat(logins.save(account, next, state("new"), LIFE)).isTrue();
        assertThat(logins.save(account, frozen, state("old"), LIFE)).isFalse();
        assertThat(logins.read(account, next.number())).contains(state("new"));
    }

    @Test
    void aTurnThatIsRenewedStays() {
        LoginPass turn = logins.enter(account, "job/1/attempt/1", Duration.ofSeconds(20));
        assertThat(logins.renew(account, turn, LEASE)).isTrue();
        assertThat(valkey().execute("PTTL", "login_turn:{" + account.key() + "}").toLong()).isGreaterThan(50_000);
    }

    @Test
    void aTurnThatCameToNothingGoesToTheNext() {
        LoginPass turn = logins.enter(account, "job/1/attempt/1", LEASE);
        logins.giveBack(account, turn);
        assertThat(logins.enter(account, "job/2/attempt/1", LEASE).kind()).isEqualTo(Kind.TURN);
    }

    @Test
    void whatThePortalRefusedIsDroppedButNoNewerLogin() throws IOException {
        LoginPass first = save();
        assertThat(logins.drop(account, first.number())).isTrue();
        LoginPass second = save();

        assertThat(logins.drop(account, first.number())).as("by a job that began with the first").isFalse();
        assertThat(logins.enter(account, "job/3/attempt/1", LEASE)).isEqualTo(LoginPass.ofSaved(second.number()));
        assertThat(logins.read(account, first.number())).isEmpty();
    }
}
