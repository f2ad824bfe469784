package io.fnorpa.bench.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An orchestrator, the packaged one, with a copy of the project's flows, in which Octotel's validation is edited. */
final class EditedPlatform implements AutoCloseable {

    private static final Secret PASSWORD = Secret.of("bench");
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final H2Server h2;
    private final ValkeyServer valkey;
    private final Orchestrator orchestrator;
    private final Secret token;
    private final Path route;
    private final String text;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private int edits;

    EditedPlatform(Checkout checkout, Path folder) throws IOException {
        Path home = copy(checkout, folder.resolve("home"));
        route = home.resolve("fno-flows/octotel/validation.camel.yaml");
        text = Files.readString(route);
        h2 = H2Server.start(folder.resolve("h2"), "rpa", PASSWORD);
        valkey = ValkeyServer.start(folder.resolve("valkey"));
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        token = new TokenIssuer(keys, Clock.systemUTC()).api("bench", "viewer", Duration.ofHours(12));
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        secrets.write("database-password", PASSWORD.reveal());
        secrets.write("s3-access-key", "none");
        secrets.write("s3-secret-key", "none");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.home", home.toString());
        settings.put("rpa.instance", "bench");
        settings.put("rpa.warm-pool-size", "0");
        settings.put("rpa.keys.dir", keys.folder().toString());
        settings.put("rpa.secrets.dir", secrets.folder().toString());
        settings.put("rpa.database.url", h2.jdbcUrl());
        settings.put("rpa.valkey.url", valkey.address().toString());
        settings.put("rpa.totp.min-replicas", "0");
        settings.put("rpa.evidence.endpoint", "http://127.0.0.1:9");
        settings.put("rpa.evidence.spool-dir", folder.resolve("spool").toString());
        settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers").toString());
        orchestrator = Orchestrator.start(checkout, folder.resolve("orchestrator"), settings);
    }

    private static Path copy(Checkout checkout, Path home) throws IOException {
        Files.createDirectories(home);
        Files.createSymbolicLink(home.resolve("routes"), checkout.root().resolve("routes"));
        Files.createSymbolicLink(home.resolve("calendars"), checkout.root().resolve("calendars"));
        Path from = checkout.root().resolve("fno-flows");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, home.resolve("fno-flows").resolve(from.relativize(file)));
            }
        }
        return home;
    }

    /** Milliseconds from the moment a file was saved until the next job would run with it. */
    double edit() throws Exception {
        String before = version();
        Files.writeString(route, text.replaceFirst("description: .*", "description: Edited for the bench, time " + ++edits));
        long saved = System.nanoTime();
        while (version().equals(before)) {
            if (System.nanoTime() - saved > LIMIT_NANOS) {
                throw new IOException("Edit " + edits + " does not serve after a minute; see " + orchestrator.log());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return (System.nanoTime() - saved) / 1e6;
    }

    private String version() throws IOException, InterruptedException {
        JsonNode answer = json.readTree(http.send(HttpRequest.newBuilder(orchestrator.address().resolve("/api/flows"))
                .header("Authorization", "Bearer " + token.reveal()).build(), BodyHandlers.ofString()).body());
        for (JsonNode flow : answer.path("flows")) {
            if (flow.path("provider").asText().equals("octotel")) {
                return flow.path("version").asText();
            }
        }
        throw new IOException("Octotel does not serve; see " + orchestrator.log() + ". The API says " + answer);
    }

    @Override
    public void close() {
        orchestrator.close();
        valkey.close();
        h2.close();
    }
}
