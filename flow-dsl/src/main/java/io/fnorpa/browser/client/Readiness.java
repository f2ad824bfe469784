package io.fnorpa.browser.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.WireJson;
import io.fnorpa.http.HttpClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * What a browser service says of itself.
 *
 * @param status what it can do now
 * @param detail why, where it cannot; may be null
 */
public record Readiness(Status status, String detail) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int STATUS_OK = 200;

    /** The plan's words, and one for a service that gives no answer. */
    public enum Status { READY, INITIALIZING, ERROR, UNREACHABLE }

    public boolean isReady() {
        return status == Status.READY;
    }

    static Readiness ask(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/health/ready")).timeout(LIMIT).GET().build();
        try {
            return of(HttpClients.of(service).send(request, BodyHandlers.ofString()));
        } catch (SSLException e) {
            return new Readiness(Status.UNREACHABLE, e.getMessage());
        } catch (IOException e) {
            return new Readiness(Status.UNREACHABLE, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness(Status.UNREACHABLE, "interrupted");
        }
    }

    private static Readiness of(HttpResponse<String> answer) {
        try {
            JsonNode said = WireJson.mapper().readTree(answer.body());
            String detail = said.path("message").asText(null);
            return switch (said.path("status").asText()) {
                case "ready" -> new Readiness(answer.statusCode() == STATUS_OK ? Status.READY : Status.ERROR, detail);
                case "initializing" -> new Readiness(Status.INITIALIZING, detail);
                default -> new Readiness(Status.ERROR, detail == null ? "HTTP " + answer.statusCode() : detail);
            };
        } catch (JsonProcessingException e) {
            return new Readiness(Status.ERROR, "HTTP " + answer.statusCode() + " without a JSON answer");
        }
    }
}
