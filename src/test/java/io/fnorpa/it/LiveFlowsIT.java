package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    /** As the first step of each route of the file. */
    private void addNote(String fno, String file, String message) throws IOException {
        Path path = flows.resolve(fno).resolve(file);
        String text = Files.readString(path);
        String edited = text.replaceFirst("(?m)^( +)steps:\n( +)- ", "$1steps:\n$2- to: { uri: 'job:note', parameters: { message: '" + message + "' } }\n$2- ");
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(path, edited);
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
