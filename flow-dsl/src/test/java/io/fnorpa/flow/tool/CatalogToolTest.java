package io.fnorpa.flow.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.fnorpa.flow.catalog.FlowTexts;
import io.fnorpa.flow.catalog.KaotoCatalog;
import io.fnorpa.rig.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogToolTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FLOWS = Checkout.find().root().resolve("fno-flows").toString();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @Test
    void theCatalogueIsWrittenWithAllFilesThatItNames() throws IOException {
        assertThat(run("catalog", folder.toString(), "--flows", FLOWS)).isZero();

        JsonNode library = JSON.readTree(folder.resolve(KaotoCatalog.INDEX).toFile());
        JsonNode index = JSON.readTree(folder.resolve(library.at("/definitions/0/fileName").asText()).toFile());
        assertThat(library.at("/definitions/0/name").asText()).as("Kaoto takes no other by itself").contains("redhat");
        assertThat(index.get("catalogs")).hasSize(10).allSatisfy(catalog -> assertThat(folder.resolve(catalog.get("file").asText())).isNotEmptyFile());
        assertThat(index.get("schemas")).allSatisfy(schema -> assertThat(folder.resolve(schema.get("file").asText())).isNotEmptyFile());
    }

    @Test
    void theReferenceAndTheSchemasAreWritten() {
        assertThat(run("reference", folder.toString(), "--flows", FLOWS)).isZero();

        assertThat(folder.resolve("flow-reference.md")).content().contains("### browser:wait-for");
        assertThat(folder.resolve("schema/flow.schema.json")).exists();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("schema/fno.schema.json");
    }

    @Test
    void aServedCatalogueIsOfTheFlowsAsTheyAreNow() throws Exception {
        write("onefibre-look", "Looks");
        HttpServer server = CatalogServer.start(0, () -> KaotoCatalog.files(FlowTexts.read(folder)));
        try {
            assertThat(server.getAddress().getAddress().isLoopbackAddress()).isTrue();
            assertThat(kamelets(server)).containsExactly("onefibre-look");

            write("onefibre-listen", "Listens");
            Files.writeString(folder.resolve("onefibre/broken.kamelet.yaml"), "kind: [");

            assertThat(kamelets(server)).containsExactly("onefibre-listen", "onefibre-look");
            assertThat(get(server, "nothing").statusCode()).isEqualTo(404);
            assertThat(run("catalog", "--serve", String.valueOf(server.getAddress().getPort()), "--flows", FLOWS)).isEqualTo(2);
            assertThat(complained.toString(StandardCharsets.UTF_8)).contains("name another, or 0 for a free one");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void wrongUseIsToldWithWhatWouldBeRight() {
        assertThat(run("catalog")).isEqualTo(2);
        assertThat(run("catalog", "one", "two")).isEqualTo(2);
        assertThat(run("catalog", "--serve", "here")).isEqualTo(2);
        assertThat(run("catalog", "--sevre")).isEqualTo(2);
        assertThat(run("catalog", folder.toString(), "--flows", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(run("reference", "--serve", "1")).isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8).lines()).hasSize(6)
                .anyMatch(line -> line.contains("wants a folder to write to, or --serve PORT")).anyMatch(line -> line.contains("'here' is not a port"));
    }

    /** Kaoto begins with the index. */
    private Set<String> kamelets(HttpServer server) throws Exception {
        assertThat(get(server, KaotoCatalog.INDEX).headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        Set<String> names = new TreeSet<>();
        JSON.readTree(get(server, "kamelets.json").body()).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static HttpResponse<String> get(HttpServer server, String file) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private int run(String... arguments) {
        return FlowTool.run(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8), new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private void write(String kamelet, String description) throws IOException {
        Files.createDirectories(folder.resolve("onefibre"));
        Files.writeString(folder.resolve("onefibre/" + kamelet + ".kamelet.yaml"), """
                kind: Kamelet
                metadata: {name: %s}
                spec:
                  definition: {title: A Kamelet, description: %s, type: object}
                  template: {from: {uri: "kamelet:source", steps: [{to: {uri: "job:note", parameters: {message: here}}}]}}
                """.formatted(kamelet, description));
    }
}
