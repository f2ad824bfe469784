package io.fnorpa.rig.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.http.HttpClients;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The orchestrator's job API, called with an operator's token. */
final class JobApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI jobs;
    private final Secret token;

    JobApi(URI orchestrator, Secret token) {
        this.client = HttpClients.of(orchestrator);
        this.jobs = orchestrator.resolve("/api/jobs");
        this.token = token;
    }

    /** Answers the new job's id. */
    long submit(DemoJob job, String externalRef) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("external_ref", externalRef, "provider", job.provider(),
                "type", job.type(), "parameters", job.parameters()));
        return send(HttpRequest.newBuilder(jobs).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)))
                .path("id").asLong();
    }

    JobView job(long id) throws IOException, InterruptedException {
        return new JobView(send(HttpRequest.newBuilder(URI.create(jobs + "/" + id)).GET()));
    }

    /** Jobs in that state, at most {@value #MOST}. */
    List<JobView> inState(String state) throws IOException, InterruptedException {
        List<JobView> found = new ArrayList<>();
        send(HttpRequest.newBuilder(URI.create(jobs + "?limit=" + MOST + "&state=" + state)).GET()).path("jobs")
                .forEach(job -> found.add(new JobView(job)));
        return found;
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest call = request.timeout(LIMIT).header("Authorization", "Bearer " + token.reveal()).build();
        HttpResponse<String> response = client.send(call, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new DemoFailedException(call.method() + " " + call.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
