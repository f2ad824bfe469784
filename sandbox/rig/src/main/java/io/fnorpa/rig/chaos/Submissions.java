package io.fnorpa.rig.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Brings the jobs in, as a dashboard would: again and again until one of the orchestrators has said that it has them. */
final class Submissions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ChaosPlatform platform;
    private final JobTable table;
    private final Secret token;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
    private int next;

    Submissions(ChaosPlatform platform, JobTable table) {
        this.platform = platform;
        this.table = table;
        this.token = platform.token();
    }

    /** @return false if it is to be tried again: a call without an answer may have brought it in, and is repeated under the same reference */
    boolean bring(ChaosJob job) throws InterruptedException {
        if (job.known()) {
            platform.portals().ensureService(job.provider(), job.service());
        }
        if (job.bySql()) {
            table.insert(job);
            return true;
        }
        next = (next + 1) % ChaosPlatform.ORCHESTRATORS;
        try {
            int status = http.send(HttpRequest.newBuilder(platform.orchestrator(next).address().resolve("/api/jobs")).timeout(LIMIT)
                    .header("Authorization", "Bearer " + token.reveal()).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json(job))).build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 == 4) {
                throw new IllegalStateException("The job API refused " + job + " with " + status);
            }
            return status / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private static String json(ChaosJob job) {
        try {
            return JSON.writeValueAsString(Map.of("external_ref", job.ref(), "provider", job.provider(), "type", job.type(), "parameters", job.parameters()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
