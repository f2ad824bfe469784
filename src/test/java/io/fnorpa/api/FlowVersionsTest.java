package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flows.Flows;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Flows that are edited while they serve, and what people decide about their versions. Each test has an FNO of its own. */
@QuarkusTest
@WithTestResource(ApiServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class FlowVersionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PREFIX = "editfibre";
    private static int number;

    @Inject
    ApiCalls api;
    @Inject
    Attempts attempts;
    @Inject
    Flows flows;
    @Inject
    CamelContext camel;
    @Inject
    ProducerTemplate routes;

    private String fno;

    @BeforeEach
    void anFnoIsAddedByAFolder() {
        fno = PREFIX + ++number;
        write("", "first");
        awaitVersion(notNullValue());
        Awaitility.await().atMost(PATIENCE).until(() -> api.viewer().get("/api/lanes").<List<String>>path("lanes.provider").contains(fno));
    }

    @AfterEach
    void itsFolderIsTakenAway() throws IOException {
        Path folder = ApiServers.flows().resolve(fno);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** The other tests of this application list the FNOs. */
    @AfterAll
    void noneIsServedAnyMore() {
        Awaitility.await().atMost(PATIENCE).until(() -> flows.allSettings().stream().noneMatch(settings -> settings.fno().startsWith(PREFIX)));
    }

    private void write(String settings, String message) {
        try {
            Path folder = Files.createDirectories(ApiServers.flows().resolve(fno));
            Files.writeString(folder.resolve("check.camel.yaml"), """
                    - route:
                        id: %1$s-check
                        description: Says something
                        from:
                          uri: direct:%1$s-check
                          steps:
                            - to: { uri: "job:note", parameters: { message: "%2$s" } }
                    """.formatted(fno, message));
            Files.writeString(folder.resolve("fno.yaml"), "fno: %s\nname: Edit Fibre\nbase-url: https://portal.editfibre.example\n".formatted(fno) + settings
                    + "job-types: {check: {description: Looks}}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String member) {
        return "flows.find { it.provider == '" + fno + "' }." + member;
    }

    private String version() {
        return api.viewer().get("/api/flows").path(path("version"));
    }

    /** Asks until a member of the FNO's flow is so. */
    private void await(String member, Matcher<?> wanted) {
        Awaitility.await(member + " " + wanted).atMost(PATIENCE).until(() -> wanted.matches(api.viewer().get("/api/flows").path(path(member))));
    }

    private void awaitVersion(Matcher<? super String> which) {
        await("version", which);
    }

    /** Writes another version and waits until it is the folder's. */
    private String edit(String settings, String message) {
        String before = api.viewer().get("/api/flows").path(path("folder_version"));
        write(settings, message);
        await("folder_version", not(equalTo(before)));
        return api.viewer().get("/api/flows").path(path("folder_version"));
    }

    @Test
    void aSavedChangeServesAndEachVersionCanBeRead() {
        String first = version();
        String second = edit("", "second");

        awaitVersion(equalTo(second));
        api.viewer().get("/api/flows/" + fno + "/versions").then().statusCode(200).body("versions.version", equalTo(List.of(second, first)))
                .body("versions.percent", equalTo(List.of(100, 100)));
        api.viewer().get("/api/flows/" + fno + "/versions/" + first).then().statusCode(200)
                .body("files.'" + fno + "/check.camel.yaml'", containsString("message: \"first\"")).body("files.'" + fno + "/fno.yaml'", containsString("Edit Fibre"));
        api.viewer().get("/api/flows/" + fno + "/versions/0123").then().statusCode(404);
        api.viewer().get("/api/flows/nobody/versions").then().statusCode(404);
        api.viewer().get("/api/flows/" + fno + "/versions?limit=1&offset=1").then().statusCode(200).body("versions.version", equalTo(List.of(first)))
                .body("total", equalTo(2)).body("limit", equalTo(1)).body("offset", equalTo(1));
        api.viewer().get("/api/flows/" + fno + "/versions?limit=501&page=2").then().statusCode(400).body("errors.field", hasItems("limit", "page"));
    }

    @Test
    void aBadFileChangesNothingAndIsShownWithItsPlace() {
        String first = version();
        write("concurency: 3\n", "second");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> api.viewer().get("/api/flows").then()
                .body(path("folder_problems.file"), equalTo(List.of(fno + "/fno.yaml"))));
        api.viewer().get("/api/flows").then().body(path("version"), equalTo(first)).body(path("folder_problems.line"), equalTo(List.of(4)))
                .body(path("folder_problems.column"), equalTo(List.of(1)))
                .body(path("folder_problems.reason"), equalTo(List.of("unknown key 'concurency'; did you mean 'concurrency'?")));

        Awaitility.await().atMost(PATIENCE).until(this::refused, equalTo(1.0));

        write("", "first");
        await("folder_problems", empty());
        assertThat(version()).isEqualTo(first);
        Awaitility.await().atMost(PATIENCE).until(this::refused, equalTo(0.0));
    }

    @Test
    void anFnoThatIsGoneIsTakenOutOfTheMetric() throws IOException {
        Awaitility.await().atMost(PATIENCE).until(this::refused, equalTo(0.0));
        itsFolderIsTakenAway();
        Awaitility.await().atMost(PATIENCE).until(this::refused, nullValue());
    }

    /** What the metric says of the FNO; null if it does not name it. */
    private Double refused() {
        return api.viewer().get("/q/metrics").asString().lines().filter(line -> line.startsWith("rpa_flows_refused{provider=\"" + fno + "\"} "))
                .map(line -> Double.valueOf(line.substring(line.indexOf(' ') + 1))).findFirst().orElse(null);
    }

    @Test
    void anEarlierVersionIsServedAgainUntilTheNextEdit() {
        String first = version();
        String second = edit("", "second");
        awaitVersion(equalTo(second));

        decide("rollback", "{\"version\": \"" + first + "\", \"reason\": \"it clicks twice\"}").statusCode(200)
                .body("version", equalTo(first)).body("folder_version", equalTo(second)).body("newer", nullValue());
        api.viewer().get("/api/flows/" + fno + "/versions").then().body("versions.find { it.version == '" + second + "' }.percent", equalTo(0))
                .body("versions.find { it.version == '" + second + "' }.rest", equalTo(first))
                .body("versions.find { it.version == '" + second + "' }.decided_by", equalTo("Olga"))
                .body("versions.find { it.version == '" + second + "' }.reason", equalTo("it clicks twice"));

        String third = edit("", "third");
        awaitVersion(equalTo(third));
    }

    @Test
    void aShareOfTheJobsGoesToTheNewVersionUntilItIsPromoted() {
        String first = version();
        String second = edit("canary-share: 10\n", "second");

        await("newer.version", equalTo(second));
        api.viewer().get("/api/flows").then().body(path("version"), equalTo(first)).body(path("newer.percent"), equalTo(10));
        decide("share", "{\"version\": \"" + second + "\", \"percent\": 40, \"reason\": \"looks good\"}").statusCode(200).body("newer.percent", equalTo(40)).body("version", equalTo(first));

        String third = edit("canary-share: 10\n", "third");
        await("newer.version", equalTo(third));
        api.viewer().get("/api/flows").then().body(path("version"), equalTo(first));

        decide("promote", "{\"version\": \"" + second + "\", \"reason\": \"seen\"}").statusCode(409).body("detail", containsString("holds version " + third));
        decide("promote", "{\"version\": \"" + third + "\", \"reason\": \"seen\"}").statusCode(200).body("version", equalTo(third)).body("newer", nullValue());

        // Tried again: the rest is for what served before, not for what was only tried.
        decide("share", "{\"version\": \"" + third + "\", \"percent\": 10, \"reason\": \"doubts\"}").statusCode(200).body("version", equalTo(first)).body("newer.version", equalTo(third));
    }

    @Test
    void whatCannotBeDecidedIsRefused() {
        String held = version();
        decide("share", "{\"version\": \"" + held + "\", \"percent\": 40, \"reason\": \"try\"}").statusCode(409).body("detail", containsString("no other version"));
        decide("rollback", "{\"version\": \"" + held + "\", \"reason\": \"try\"}").statusCode(409).body("detail", containsString("is what the folder of"));
        decide("rollback", "{\"version\": \"0123\", \"reason\": \"try\"}").statusCode(404);
        decide("rollback", "{\"version\": \"0123\"}").statusCode(400);
        decide("share", "{\"version\": \"" + held + "\", \"percent\": 101, \"reason\": \"try\"}").statusCode(400)
                .body("errors.message", equalTo(List.of("must be a whole number from 0 to 100, not 101")));
        decide("share", "{\"version\": \"" + held + "\", \"reason\": \"try\"}").statusCode(400).body("errors.field", hasItems("percent"));
        decide("promote", "{}").statusCode(400).body("errors.field", hasItems("version", "reason"));
        api.operator().body("{\"version\": \"0123\", \"reason\": \"try\"}").post("/api/flows/nobody/rollback").then().statusCode(404);
        api.viewer().body("{}").post("/api/flows/" + fno + "/promote").then().statusCode(403);
    }

    @Test
    void whileTheDatabaseIsAwayTheVersionOfBeforeServesAndNoChangeIsLost() throws Exception {
        String first = version();
        AtomicInteger tries = new AtomicInteger();
        String second = withRoute("record-flow-version", () -> {
            tries.incrementAndGet();
            throw new SQLException("the database is away");
        }, () -> {
            String edited = edit("", "second");
            Awaitility.await().atMost(PATIENCE).until(() -> tries.get() > 1);
            assertThat(version()).isEqualTo(first);
            return edited;
        });

        awaitVersion(equalTo(second));
    }

    @Test
    void whatAnotherInstanceHasDecidedIsFollowed() {
        String first = version();
        String second = edit("", "second");
        awaitVersion(equalTo(second));

        // What the other one's API would do.
        routes.requestBodyAndHeaders("sql:file:{{rpa.home}}/routes/sql/decide-flow-version.sql", null,
                Map.of("provider", fno, "version", second, "share", 0, "rest", first, "caller", "Olga", "reason", "it clicks twice"));

        awaitVersion(equalTo(first));
    }

    @Test
    void jobsOfAnFnoWhoseFolderIsGoneAreRefusedWithTheReasonAndIfItComesBackSpoiltItServesAsItDidLast() throws IOException {
        String first = version();
        itsFolderIsTakenAway();
        Awaitility.await().atMost(PATIENCE).until(() -> !api.viewer().get("/api/flows").<List<String>>path("flows.provider").contains(fno));

        api.operator().body("{\"provider\": \"" + fno + "\", \"type\": \"check\", \"parameters\": {}}").post("/api/jobs").then().statusCode(400)
                .body("errors.message", hasItem(containsString("is not served any more: its folder was taken out of fno-flows/")));
        api.viewer().get("/api/lanes").then().body("lanes.find { it.provider == '" + fno + "' }.waiting_reason", containsString("no flows serve " + fno));
        RunningAttempt claimedBefore = attempts.begin(new HashMap<>(Map.of("ID", 1L, "PROVIDER", fno, "TYPE", "check", "ATTEMPT", 0, "PARAMETERS", "{}")), "lease");
        attempts.end(claimedBefore);
        assertThat(claimedBefore.getUnspentReason()).contains("no flows serve Edit Fibre any more");
        assertThat(claimedBefore.getOutcome()).isNull();

        // As after a restart: no version of it is known here, and the folder's is bad.
        write("concurency: 3\n", "second");
        awaitVersion(equalTo(first));
        api.viewer().get("/api/flows").then().body(path("folder_problems.file"), equalTo(List.of(fno + "/fno.yaml")));
    }

    private interface Failing {
        void run() throws Exception;
    }

    /** While a route fails so. */
    private <T> T withRoute(String route, Failing failing, Supplier<T> meanwhile) throws Exception {
        camel.getRouteController().stopRoute(route);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + route).routeId("in-place-of-" + route).process(exchange -> failing.run());
            }
        });
        try {
            return meanwhile.get();
        } finally {
            camel.getRouteController().stopRoute("in-place-of-" + route);
            camel.removeRoute("in-place-of-" + route);
            camel.getRouteController().startRoute(route);
        }
    }

    private ValidatableResponse decide(String what, String body) {
        return api.operator().body(body).post("/api/flows/" + fno + "/" + what).then();
    }
}
