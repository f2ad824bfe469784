package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Flows that are edited while jobs run in Firefox. */
@TestInstance(Lifecycle.PER_CLASS)
class LiveFlowsIT {

    /** One begins with the version of the start, and all later ones while there are others. */
    private static final int LEAST_JOBS = 6;
    private static final int EDITS = Boolean.getBoolean("tests.full") ? 1_000 : 40;
    private static final int MOST_EDITS = EDITS + 500;
    private static final long SEED = 2026;
    private static final int LONGEST_PAUSE_MILLIS = 700;
    private static final int JOBS_AT_A_TIME = 2;
    private static final List<String> FNOS = List.of("evotel", "metrofiber", "octotel", "openserve");

    private TestPlatform platform;
    private Path flows;
    private Orchestrator orchestrator;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
        platform = new TestPlatform(folder);
        Path home = platform.copyOfHome();
        flows = home.resolve("fno-flows");
        orchestrator = platform.startOrchestrator("live-flows", Map.of("rpa.home", home.toString(), "rpa.kaoto.open-catalog", "true"));
        assertThat(platform.get(orchestrator, "/api/flows").findValuesAsText("provider")).as("what serves once it is ready")
                .contains("evotel", "metrofiber", "octotel", "openserve");
    }

    @AfterAll
    void end() {
        if (orchestrator != null) {
            orchestrator.close();
        }
        platform.close();
    }

    @Test
    void anEditIsForTheNextJobAndTheOneUnderWayEndsAsItBegan() throws Exception {
        String before = version("evotel");
        platform.portals.faults("evotel", "{\"latency_ms\": 3000}");
        long underWay = platform.insert("evotel", "validation", "{\"service_id\":\"EVT-300101\"}");
        platform.await(orchestrator, underWay, "is at work", job -> job.path("state").asText().equals("RUNNING") && !job.path("step").isNull());

        addNote("evotel", "validation.camel.yaml", "edited while it ran");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> !version("evotel").equals(before));
        platform.portals.clearFaults("evotel");
        long next = platform.insert("evotel", "validation", "{\"service_id\":\"EVT-300101\"}");

        JsonNode first = platform.await(orchestrator, underWay, "has ended", job -> job.path("state").asText().equals("SUCCEEDED"));
        JsonNode second = platform.await(orchestrator, next, "has ended", job -> job.path("state").asText().equals("SUCCEEDED"));
        assertThat(first.path("flow_version").asText()).isEqualTo(before);
        assertThat(first.path("attempt").asInt()).isEqualTo(1);
        assertThat(first.path("events").toString()).doesNotContain("edited while it ran");
        assertThat(second.path("flow_version").asText()).isEqualTo(version("evotel")).isNotEqualTo(before);
        assertThat(second.path("events").toString()).contains("edited while it ran");
        assertThat(platform.text(orchestrator, "/api/flows/evotel/versions/" + before)).contains("evotel/validation.camel.yaml").doesNotContain("edited while it ran");
    }

    /** Good ones, bad ones, and what people decide about them, some in each second. */
    @Test
    void noJobFailsForAnyOfManyEditsAndNoFnoIsEverWithoutItsFlows() throws Exception {
        Random random = new Random(SEED);
        List<Long> jobs = new ArrayList<>();
        Path file = flows.resolve("metrofiber/validation.camel.yaml");
        String original = Files.readString(file);
        for (int n = 0; n < EDITS || jobs.size() < LEAST_JOBS && n < MOST_EDITS; n++) {
            if (platform.number("select count(*) from job where provider = 'metrofiber' and state in ('PENDING', 'CLAIMED', 'RUNNING')") < JOBS_AT_A_TIME) {
                jobs.add(platform.insertValidation("metrofiber", "MFN-300101"));
            }
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> Files.writeString(file, withNote(original, "edit " + n));
                case 3 -> Files.writeString(file, original);
                case 4 -> Files.writeString(file, badFlow(random, original));
                default -> decide(random);
            }
            assertThat(platform.get(orchestrator, "/api/flows").findValuesAsText("provider")).as("after edit " + n).containsAll(FNOS);
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS)); // the pace of who saves: some edits are overtaken by the next before they are looked at, some are not
        }
        Files.writeString(file, original);

        List<JsonNode> ended = jobs.stream().map(job -> platform.awaitState(orchestrator, job, "SUCCEEDED")).toList();
        assertThat(ended).allSatisfy(job -> assertThat(job.path("attempt").asInt()).as(job.toPrettyString()).isEqualTo(1));
        Set<String> versions = ended.stream().map(job -> job.path("flow_version").asText()).collect(Collectors.toSet());
        assertThat(versions).hasSizeGreaterThan(1);
        assertThat(versions).allSatisfy(version -> assertThat(platform.get(orchestrator, "/api/flows/metrofiber/versions/" + version).path("version").asText()).isEqualTo(version));
    }

    private static String badFlow(Random random, String good) {
        return switch (random.nextInt(6)) {
            case 0 -> good.replaceFirst("browser:", "browsr:");
            case 1 -> good.substring(0, good.length() / 2) + "\n  : [";
            case 2 -> "- route: &all {id: metrofiber-validation, x: *all}\n";
            case 3 -> good + "- route: {id: metrofiber-other, from: {uri: direct:metrofiber-other, steps: [{to: file:/tmp}]}}\n";
            case 4 -> "[".repeat(5_000);
            default -> "";
        };
    }

    private void decide(Random random) {
        List<String> versions = platform.get(orchestrator, "/api/flows/metrofiber/versions").findValuesAsText("version");
        String held = StreamSupport.stream(platform.get(orchestrator, "/api/flows").path("flows").spliterator(), false)
                .filter(flow -> flow.path("provider").asText().equals("metrofiber")).map(flow -> flow.path("folder_version").asText()).findFirst().orElseThrow();
        JsonNode answer = switch (random.nextInt(3)) {
            case 0 -> decide("rollback", versions.get(random.nextInt(versions.size())), "");
            case 1 -> decide("share", held, ", \"percent\": " + random.nextInt(101));
            default -> decide("promote", held, "");
        };
        // What was saved or recorded meanwhile is told as that.
        assertThat(answer.path("status").asInt()).as(answer.toString()).isIn(0, 409, 503);
    }

    private JsonNode decide(String what, String version, String more) {
        return platform.post(orchestrator, "/api/flows/metrofiber/" + what, "{\"version\": \"%s\", \"reason\": \"practice\"%s}".formatted(version, more));
    }

    @Test
    void anFnoIsAddedByAFolderAlone() throws Exception {
        copyFno("evotel", "newtel");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> !version("newtel").isEmpty());

        long job = platform.insert("newtel", "validation", "{\"service_id\":\"EVT-300102\"}");
        JsonNode ended = platform.await(orchestrator, job, "has ended", now -> now.path("state").asText().equals("SUCCEEDED"));
        assertThat(ended.path("flow_version").asText()).isEqualTo(version("newtel"));
        assertThat(withoutToken("/api/kaoto/kamelets.json").body()).contains("\"newtel-login\"", "\"octotel-login\"");
    }

    /** The setting that is on here opens Kaoto's catalogue and nothing else. */
    @Test
    void kaotosCatalogueIsOpenWhereTheSettingSaysSo() throws Exception {
        HttpResponse<String> index = withoutToken("/api/kaoto/index.json");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(withoutToken("/api/kaoto/nothing.json").statusCode()).isEqualTo(404);
        assertThat(withoutToken("/api/flows").statusCode()).isEqualTo(401);
        assertThat(withoutToken("/api/kaoto/../flows").statusCode()).isNotEqualTo(200);
        assertThat(withoutToken("/api/kaoto%2f..%2fflows").statusCode()).isNotEqualTo(200);
    }

    private HttpResponse<String> withoutToken(String path) throws Exception {
        return platform.plainGet(URI.create(orchestrator.address().toString().replaceFirst("/$", "") + path));
    }

    private String version(String fno) {
        return StreamSupport.stream(platform.get(orchestrator, "/api/flows").path("flows").spliterator(), false)
                .filter(flow -> flow.path("provider").asText().equals(fno)).map(flow -> flow.path("version").asText()).findFirst().orElse("");
    }

    /** As the first step of the file's route. */
    private void addNote(String fno, String file, String message) throws IOException {
        Path path = flows.resolve(fno).resolve(file);
        Files.writeString(path, withNote(Files.readString(path), message));
    }

    private static String withNote(String text, String message) {
        String edited = text.replaceFirst("(?m)^( +)steps:\n( +)- ", "$1steps:\n$2- to: { uri: 'job:note', parameters: { message: '" + message + "' } }\n$2- ");
        assertThat(edited).isNotEqualTo(text);
        return edited;
    }

    private void copyFno(String from, String to) throws IOException {
        Path folder = Files.createDirectories(flows.resolve(to));
        try (Stream<Path> files = Files.list(flows.resolve(from))) {
            for (Path file : files.toList()) {
                Files.writeString(folder.resolve(file.getFileName().toString().replace(from, to)), Files.readString(file).replace(from, to).replaceFirst("(?m)^aliases: .*\n", ""));
            }
        }
        try (Stream<Path> secrets = Files.list(platform.secrets.folder())) {
            for (Path secret : secrets.filter(file -> file.getFileName().toString().startsWith(from + "-")).toList()) {
                platform.secrets.write(secret.getFileName().toString().replace(from, to), Files.readString(secret));
            }
        }
    }
}
