package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accounts, their login budgets and saved logins, in two instances at real portals: what is told here is what the portals'
 * own ledgers say. Octotel saves logins, MetroFibre and Evotel do not; MetroFibre has two accounts.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LoginsIT {

    private static final String KEY = "k1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private TestPlatform platform;
    private Orchestrator one;
    private Orchestrator two;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
        platform = new TestPlatform(folder);
        platform.secrets.write("login-keys", KEY);
        Map<String, String> settings = Map.of("rpa.home", home().toString(), "rpa.retry-delay", "1s");
        one = platform.startOrchestrator("one", settings);
        two = platform.startOrchestrator("two", settings);
    }

    private Path home() throws IOException {
        Path home = platform.copyOfHome();
        change(home, "octotel", "enabled: false", "enabled: true");
        change(home, "octotel", "concurrency: 2", "concurrency: 3");
        change(home, "evotel", "concurrency: 2", "concurrency: 2\nlogin-budget: {refusals: 2, rest: PT1H}");
        change(home, "metrofiber", "concurrency: 2", "concurrency: 2\naccounts: [night]\nlogin-budget: {refusals: 1, rest: PT1H}");
        return home;
    }

    private static void change(Path home, String fno, String from, String to) throws IOException {
        Path file = home.resolve("fno-flows").resolve(fno).resolve("fno.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @AfterAll
    void end() {
        Stream.of(one, two).filter(started -> started != null).forEach(Orchestrator::close);
        if (platform != null) {
            platform.close();
        }
    }

    @BeforeEach
    void asAfterAStart() {
        platform.portals.reset();
        platform.writePracticeCredentials();
        for (String file : List.of("metrofiber-email", "metrofiber-password")) {
            platform.secrets.write(file.replace("metrofiber-", "metrofiber.night-"), read(file));
        }
        Stream.of("octotel", "evotel", "metrofiber").forEach(fno -> account(fno, "default", "reset"));
        account("metrofiber", "night", "reset");
        account("octotel", "default", "forget-login");
    }

    private String read(String secret) {
        try {
            return Files.readString(platform.secrets.file(secret));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoJobsMakeOneLoginAndALoginThatThePortalForgotIsMadeAnewOnce() throws IOException {
        succeeds(octotel("OCT-300101"));
        JsonNode second = succeeds(octotel("OCT-300102"));

        assertThat(logins("octotel")).as("logins in the portal's ledger").isEqualTo(1);
        assertThat(codes()).isEqualTo(1);
        assertThat(ledger("octotel", "views", view -> true)).isEqualTo(2);
        assertThat(events(second)).anyMatch(event -> event.startsWith("begins with saved login"));
        JsonNode account = account("octotel", "default");
        assertThat(account.path("session_reuse").asBoolean()).isTrue();
        assertThat(account.path("saved_login").path("key_id").asText()).isEqualTo("k1");
        assertThat(account.path("logging_in").isNull()).isTrue();
        assertThat(account.toString()).doesNotContain("box");

        platform.portals.reset("octotel"); // and with it the portal's sessions and its ledger

        JsonNode third = succeeds(octotel("OCT-300103"));
        succeeds(octotel("OCT-300104"));
        assertThat(events(third)).anyMatch(event -> event.startsWith("the portal did not know saved login"));
        assertThat(logins("octotel")).as("one new login for the refused one").isEqualTo(1);
        assertThat(codes()).isEqualTo(1);
        assertThat(account("octotel", "default").path("saved_login").path("number").asLong())
                .isGreaterThan(account.path("saved_login").path("number").asLong());
        theLoginIsNowhereButInTheBrowser();
    }

    /** Neither its cookie's name nor a word of its form in logs, rows and events; in Valkey it is encrypted. */
    private void theLoginIsNowhereButInTheBrowser() throws IOException {
        try (Stream<Path> files = Files.walk(platform.folder())) {
            for (Path log : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".log"))::iterator) {
                assertThat(Files.readString(log)).as("%s", log).doesNotContain("octotel_sid").doesNotContain(KEY.substring(3));
            }
        }
        assertThat(platform.number("select count(*) from job where result like '%octotel_sid%' or error_message like '%octotel_sid%'")).isZero();
        assertThat(platform.number("select count(*) from job_event where detail like '%octotel_sid%'")).isZero();
        try (Stream<Path> files = Files.walk(platform.folder().resolve("valkey"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).as("%s", file).doesNotContain("octotel_sid");
            }
        }
    }

    @Thorough
    @Test
    void aLoginThatEndsInMidFlowIsDropped() {
        succeeds(octotel("OCT-300101"));
        platform.portals.faults("octotel", "{\"expire_session\": 1}");

        succeeds(octotel("OCT-300102"));

        assertThat(logins("octotel")).isEqualTo(2);
    }

    @Test
    void jobsThatRunAtTheSameTimeLogInOnce() {
        platform.portals.faults("octotel", "{\"latency_ms\": 1500}"); // so that the login lasts until all have begun
        List<Long> ids = IntStream.rangeClosed(1, 3).mapToObj(n -> octotel("OCT-30010" + n)).toList();
        Set<Long> waited = new TreeSet<>();

        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(java.time.Duration.ofMillis(200)).until(() -> {
            ids.stream().filter(id -> platform.job(one, id).path("waiting_reason").asText().startsWith("waits for the login of job/")).forEach(waited::add);
            return ids.stream().allMatch(id -> TestPlatform.hasEnded(platform.job(one, id)));
        });

        ids.forEach(this::succeeds);
        assertThat(waited).as("jobs that said that they wait for another's login").isNotEmpty();
        assertThat(logins("octotel")).as("logins of three jobs in two instances").isEqualTo(1);
        assertThat(codes()).isEqualTo(1);
        ids.forEach(id -> assertThat(platform.job(one, id).path("attempt").asInt()).isEqualTo(1));
    }

    @Thorough
    @Test
    void aWrongPasswordUsesTheBudgetUpClosesTheLaneAndIsRepairedByAPerson() {
        platform.secrets.write("evotel-password", "not-the-password");
        List<Long> ids = IntStream.rangeClosed(1, 5).mapToObj(n -> platform.insertValidation("evotel", "EVT-30010" + n)).toList();

        JsonNode waiting = platform.await(two, ids.get(4), "waits for the login budget", job -> job.path("waiting_reason").asText().contains("login budget"));

        assertThat(waiting.path("state").asText()).isEqualTo("PENDING");
        assertThat(waiting.path("attempt").asInt()).as("a job that waits for the budget spends no attempt").isZero();
        assertThat(waiting.path("waiting_reason").asText()).contains("account evotel rests after 2 refused logins", "reset the account");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> platform.number("select count(*) from job where provider = 'evotel' and state in ('CLAIMED', 'RUNNING')") == 0);
        assertThat(logins("evotel")).as("refused logins, of five jobs in two instances").isEqualTo(2);
        JsonNode account = account("evotel", "default");
        assertThat(account.path("state").asText()).isEqualTo("RESTING");
        assertThat(account.path("refusals").asInt()).isEqualTo(2);
        assertThat(account.path("reason").asText()).contains("login-refused in job");

        platform.post(one, "/api/lanes/evotel/resume", "");
        platform.await(one, ids.get(4), "waits again, since the account still rests", job -> job.path("waiting_reason").asText().contains("login budget"));
        assertThat(logins("evotel")).isEqualTo(2);

        platform.writePracticeCredentials();
        assertThat(account("evotel", "default", "reset").path("state").asText()).isEqualTo("READY");
        ids.stream().filter(id -> !platform.job(one, id).path("state").asText().equals("REVIEW")).forEach(this::succeeds);
        assertThat(ids.stream().filter(id -> platform.job(one, id).path("state").asText().equals("REVIEW"))).hasSize(2);
    }

    @Test
    void jobsAreSpreadOverTheAccountsAndOneThatRestsLeavesThemToTheOther() {
        List<Long> first = List.of(metrofibre("MFN-300101"), metrofibre("MFN-300102"));
        first.forEach(this::succeeds);
        assertThat(first.stream().map(id -> platform.job(one, id).path("account").asText())).containsExactlyInAnyOrder("default", "night");
        assertThat(events(platform.job(one, first.get(0)))).anyMatch(event -> event.contains(", account "));

        platform.secrets.write("metrofiber.night-password", "not-the-password");
        List<Long> ids = IntStream.rangeClosed(3, 6).mapToObj(n -> metrofibre("MFN-30010" + n)).toList();
        List<JsonNode> jobs = ids.stream().map(id -> platform.await(one, id, "ends", TestPlatform::hasEnded)).toList();

        assertThat(jobs).filteredOn(job -> job.path("account").asText().equals("night")).hasSize(1)
                .allSatisfy(job -> assertThat(job.path("error").path("message").asText()).doesNotContain("not-the-password"));
        assertThat(jobs).filteredOn(job -> job.path("state").asText().equals("SUCCEEDED")).hasSize(3);
        assertThat(account("metrofiber", "night").path("state").asText()).isEqualTo("RESTING");
        assertThat(account("metrofiber", "default").path("state").asText()).isEqualTo("READY");
        assertThat(platform.number("select count(*) from lane where provider = 'metrofiber' and state = 'FLOWING'")).isEqualTo(1);
    }

    private long octotel(String service) {
        return platform.insertValidation("octotel", service);
    }

    private long metrofibre(String service) {
        return platform.insertValidation("metrofiber", service);
    }

    private JsonNode succeeds(long id) {
        return platform.awaitState(one, id, "SUCCEEDED");
    }

    private static List<String> events(JsonNode job) {
        return StreamSupport.stream(job.path("events").spliterator(), false).map(event -> event.path("detail").asText()).toList();
    }

    private JsonNode account(String fno, String name) {
        return StreamSupport.stream(platform.get(two, "/api/accounts").path("accounts").spliterator(), false)
                .filter(account -> account.path("provider").asText().equals(fno) && account.path("account").asText().equals(name)).findFirst().orElseThrow();
    }

    private JsonNode account(String fno, String name, String action) {
        return platform.post(one, "/api/accounts/" + fno + "/" + name + "/" + action, "");
    }

    private long logins(String fno) {
        return ledger(fno, "logins", login -> true);
    }

    private long codes() {
        return ledger("octotel", "codes", code -> true);
    }

    private long ledger(String fno, String list, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(platform.portals.ledger(fno).path(list).spliterator(), false).filter(wanted).count();
    }
}
