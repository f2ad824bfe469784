package io.fnorpa.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.http.HttpClients;
import io.fnorpa.rig.ClusterPlatform;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** What a dashboard and an operator do with a platform on a cluster. */
final class ClusterJobs {

    static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterPlatform platform;
    private final Secret token;

    ClusterJobs(ClusterPlatform platform) {
        this.platform = platform;
        this.token = platform.token("operator", "test", Duration.ofHours(3));
    }

    /** A row as the dashboard writes it; answers its id. */
    long insertValidation(String provider, String service) {
        platform.ensureService(provider, service);
        try (Connection connection = platform.connect(); PreparedStatement insert = connection.prepareStatement(
                "insert into job (provider, type, parameters) values (?, 'validation', ?)", new String[] {"ID"})) {
            insert.setString(1, provider);
            insert.setString(2, "{\"service_id\":\"" + service + "\"}");
            insert.executeUpdate();
            try (ResultSet id = insert.getGeneratedKeys()) {
                id.next();
                return id.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("insert " + provider, e);
        }
    }

    JsonNode job(long id) {
        return get("/api/jobs/" + id);
    }

    /** The version that serves an FNO; empty if none does. */
    String flowVersion(String fno) {
        return StreamSupport.stream(get("/api/flows").path("flows").spliterator(), false)
                .filter(flow -> flow.path("provider").asText().equals(fno)).map(flow -> flow.path("version").asText()).findFirst().orElse("");
    }

    JsonNode get(String path) {
        try {
            HttpResponse<String> answer = HttpClients.of(platform.orchestrator()).send(HttpRequest.newBuilder(platform.orchestrator().resolve(path))
                    .header("Authorization", "Bearer " + token.reveal()).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    /** The API may be away meanwhile: its pod is killed by some tests. Fails with the job as it was last. */
    JsonNode await(long id, String what, Predicate<JsonNode> wanted) {
        JsonNode[] last = new JsonNode[1];
        Awaitility.await().alias("job " + id + " " + what).atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() <= 0) {
                        System.err.println("Job " + id + " was at the end: " + last[0] + "; the cluster: " + platform.trouble().orElse("all ready"));
                    }
                })
                .until(() -> {
                    last[0] = job(id);
                    return wanted.test(last[0]);
                });
        return last[0];
    }

    JsonNode awaitState(long id, String state) {
        JsonNode job = await(id, "ends", TestPlatform::hasEnded);
        if (!job.path("state").asText().equals(state)) {
            throw new AssertionError("Job " + id + " should be " + state + " but is " + job.toPrettyString());
        }
        return job;
    }

    void awaitAtPortal(long id) {
        await(id, "is at the portal", job -> !job.path("step").asText("").isEmpty());
    }
}
