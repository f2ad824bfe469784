package io.fnorpa.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.rig.Worker;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * All servers that the platform needs, as real processes on free ports, and what an operator and a dashboard do with
 * it. The orchestrator is started by the test, so that it can also be started when something is away.
 */
final class TestPlatform implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "test-database";

    private final Path folder;
    private final Checkout checkout = Checkout.find();
    private final HttpClient http = HttpClient.newHttpClient();
    final H2Server h2;
    final ValkeyServer valkey;
    final S3Server s3;
    final Portals portals;
    final SecretFiles secrets;
    private final SigningKeys keys;
    private final String portalsHost;

    TestPlatform(Path folder) {
        this(folder, "127.0.0.1");
    }

    /** @param portalsHost address of this machine at which browsers find the portals; they listen on it */
    TestPlatform(Path folder, String portalsHost) {
        this.portalsHost = portalsHost;
        this.folder = folder;
        this.h2 = H2Server.start(folder.resolve("h2"), "rpa", Secret.of(PASSWORD));
        this.valkey = ValkeyServer.at(folder.resolve("valkey")).appendOnly().start();
        this.s3 = S3Server.start(folder.resolve("s3"));
        this.portals = Portals.start(checkout, folder.resolve("portals"), Map.of("quarkus.http.host", portalsHost));
        this.secrets = SecretFiles.in(folder.resolve("secrets"));
        this.keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        secrets.write("database-password", PASSWORD);
        secrets.write("s3-access-key", "test");
        secrets.write("s3-secret-key", "test");
        writePracticeCredentials();
    }

    void writePracticeCredentials() {
        PracticeCredentials.of(checkout).writeTo(secrets, URI.create("http://" + portalsHost + ":" + portals.address().getPort()));
    }

    Path keys() {
        return keys.folder();
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return checkout.root();
    }

    /** Routes and flows as they are, in a folder where a test may change them: for {@code rpa.home}. */
    Path copyOfHome() throws IOException {
        Path copy = folder.resolve("home");
        for (String part : new String[] {"routes", "fno-flows"}) {
            Path from = checkout.root().resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Path to = copy.resolve(part).resolve(from.relativize(file).toString());
                    Files.createDirectories(Files.isDirectory(file) ? to : to.getParent());
                    if (Files.isRegularFile(file)) {
                        Files.copy(file, to);
                    }
                }
            }
        }
        return copy;
    }

    Orchestrator startOrchestrator(String instance, Map<String, String> more) {
        return Orchestrator.start(checkout, folder.resolve(instance), settings(instance, more));
    }

    /** @param without settings that this class would give, and the test does not want to be given */
    Orchestrator startOrchestrator(String instance, Map<String, String> more, String... without) {
        Map<String, String> settings = settings(instance, more);
        List.of(without).forEach(settings::remove);
        return Orchestrator.start(checkout, folder.resolve(instance), settings);
    }

    /** A worker, which gets none of this platform's addresses and credentials. */
    Worker startWorker(String name, Map<String, String> more) {
        return Worker.start(checkout, name, folder.resolve(name), keys, more);
    }

    private Map<String, String> settings(String instance, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.instance", instance);
        settings.put("rpa.max-workers", "2");
        settings.put("rpa.warm-pool-size", "0");
        settings.put("rpa.poll-interval", "200ms");
        settings.put("rpa.retry-attempts", "2");
        settings.put("rpa.retry-delay", "1s");
        settings.put("rpa.lease.duration", "12s");
        settings.put("rpa.lease.heartbeat", "2s");
        settings.put("rpa.keys.dir", keys.folder().toString());
        settings.put("rpa.secrets.dir", secrets.folder().toString());
        settings.put("rpa.database.url", h2.jdbcUrl());
        settings.put("rpa.valkey.url", valkey.address().toString());
        settings.put("rpa.evidence.endpoint", s3.address().toString());
        settings.put("rpa.evidence.retry-interval", "1s");
        settings.put("rpa.evidence.spool-dir", folder.resolve(instance).resolve("spool").toString());
        settings.put("rpa.browsers.local.jar", checkout.application("browser-service").toString());
        settings.put("rpa.browsers.local.work-dir", folder.resolve(instance).resolve("browsers").toString());
        settings.put("rpa.browsers.allow-private-addresses", "true");
        settings.put("rpa.totp.min-replicas", "0");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        checkout.playwrightDriver().ifPresent(driver -> settings.put("rpa.browsers.local.driver-dir", driver.toString()));
        checkout.firefoxCaches().ifPresent(caches -> settings.put("rpa.browsers.local.firefox-caches", caches.toString()));
        settings.putAll(more);
        return settings;
    }

    // --- as the dashboard does, by SQL ---

    /** Inserts a row as ORDS does; answers its id. */
    long insert(String provider, String type, String parameters) {
        return insert(provider, type, parameters, "PENDING");
    }

    /** A row in a state as an attempt left it; one under way has no lease, so that nobody takes it before the test says more. */
    long insert(String provider, String type, String parameters, String state) {
        return sql("insert into job (provider, type, parameters, state) values (?, ?, ?, ?)", insert -> {
            insert.setString(1, provider);
            insert.setString(2, type);
            insert.setString(3, parameters);
            insert.setString(4, state);
            insert.executeUpdate();
            try (ResultSet id = insert.getGeneratedKeys()) {
                id.next();
                return id.getLong("ID");
            }
        });
    }

    long insertValidation(String provider, String service) {
        return insert(provider, "validation", "{\"service_id\":\"" + service + "\"}");
    }

    long number(String query) {
        return sql(query, select -> {
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    String word(String query) {
        return sql(query, select -> {
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    void update(String statement) {
        sql(statement, PreparedStatement::executeUpdate);
    }

    List<Long> numbers(String query) {
        return sql(query, select -> {
            List<Long> numbers = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        });
    }

    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T sql(String statement, Use<T> use) {
        try (Connection connection = h2.connect();
                PreparedStatement prepared = connection.prepareStatement(statement, new String[] {"ID"})) {
            return use.of(prepared);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    // --- as an operator does, by the API ---

    JsonNode job(Orchestrator orchestrator, long id) {
        return get(orchestrator, "/api/jobs/" + id);
    }

    JsonNode get(Orchestrator orchestrator, String path) {
        return send(orchestrator, path, HttpRequest.newBuilder().GET());
    }

    /** The answer as it stands, such as the metrics. */
    String text(Orchestrator orchestrator, String path) {
        return text(orchestrator.address(), path);
    }

    String text(URI process, String path) {
        return answer(process, path, HttpRequest.newBuilder().GET());
    }

    JsonNode post(Orchestrator orchestrator, String path, String body) {
        return send(orchestrator, path, HttpRequest.newBuilder()
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode send(Orchestrator orchestrator, String path, HttpRequest.Builder request) {
        try {
            return JSON.readTree(answer(orchestrator.address(), path, request));
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** Of a person in that role. */
    String token(String role) {
        return new TokenIssuer(keys, Clock.systemUTC()).api("test", role, Duration.ofHours(1)).reveal();
    }

    private String answer(URI process, String path, HttpRequest.Builder request) {
        String token = token("operator");
        try {
            HttpResponse<String> answer = http.send(request.uri(process.resolve(path))
                    .header("Authorization", "Bearer " + token).timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    /** Health without a token, whatever its status. */
    HttpResponse<String> plainGet(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    /** Waits until the job is as wanted; fails with the job as it was last. */
    JsonNode await(Orchestrator orchestrator, long id, String what, Predicate<JsonNode> wanted) {
        JsonNode[] last = new JsonNode[1];
        Awaitility.await().alias("job " + id + " " + what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() <= 0) {
                        System.err.println("Job " + id + " was at the end: " + last[0]);
                    }
                })
                .until(() -> {
                    last[0] = job(orchestrator, id);
                    return wanted.test(last[0]);
                });
        return last[0];
    }

    JsonNode awaitState(Orchestrator orchestrator, long id, String state) {
        JsonNode job = await(orchestrator, id, "ends", TestPlatform::hasEnded);
        if (!job.path("state").asText().equals(state)) {
            throw new AssertionError("Job " + id + " should be " + state + " but is " + job.toPrettyString());
        }
        return job;
    }

    static boolean hasEnded(JsonNode job) {
        return switch (job.path("state").asText()) {
            case "SUCCEEDED", "FAILED", "REVIEW", "CANCELLED" -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        portals.close();
        s3.close();
        valkey.close();
        h2.close();
    }
}
