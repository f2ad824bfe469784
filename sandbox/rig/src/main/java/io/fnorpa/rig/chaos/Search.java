package io.fnorpa.rig.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.chaos.Found.Code;
import io.fnorpa.rig.chaos.Found.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Gathers what is to be compared, while the servers still run. */
final class Search {

    private static final String OCTOTEL = "octotel";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ChaosPlatform platform;
    private final JobTable table;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

    Search(ChaosPlatform platform, JobTable table) {
        this.platform = platform;
        this.table = table;
    }

    /** @param browsers that were there when no job was any more */
    Found search(List<ChaosJob> jobs, Set<String> browsers) throws IOException, InterruptedException {
        Map<String, Row> rows = table.rows();
        List<String> cancellations = new ArrayList<>();
        for (String fno : PracticeCredentials.FNOS) {
            platform.portals().ledger(fno).path("cancellations").forEach(entry -> cancellations.add(entry.path("service").asText()));
        }
        List<Code> codes = new ArrayList<>();
        for (JsonNode code : platform.portals().ledger(OCTOTEL).path("codes")) {
            codes.add(new Code(code.path("user").asText(), code.path("step").isNumber() ? code.path("step").asLong() : null, code.path("accepted").asBoolean()));
        }
        return new Found(jobs, rows, cancellations, codes, platform.totp().lastStep(OCTOTEL), objects(rows), new TreeSet<>(browsers));
    }

    private Map<String, String> objects(Map<String, Row> rows) throws IOException, InterruptedException {
        Map<String, String> objects = new LinkedHashMap<>();
        List<String> keys = rows.values().stream().flatMap(row -> row.events().stream()).map(Found.Event::evidenceKey)
                .filter(key -> key != null && !key.isBlank()).distinct().toList();
        for (String key : keys) {
            HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(platform.s3().address() + "/" + ChaosPlatform.BUCKET + "/" + key))
                    .timeout(LIMIT).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                objects.put(key, sha256(answer.body()));
            }
        }
        return objects;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many pieces of evidence wait on disk; those that were set aside as damaged do not wait. */
    long spooled() {
        long pieces = 0;
        for (int i = 0; i < ChaosPlatform.ORCHESTRATORS; i++) {
            pieces += pieces(platform.spool(i));
        }
        return pieces;
    }

    private static long pieces(Path spool) {
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".json")).filter(file -> !file.toString().contains("damaged")).count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 1;
        }
    }
}
