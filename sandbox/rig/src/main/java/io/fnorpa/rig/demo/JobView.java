package io.fnorpa.rig.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job as the job API shows it. */
record JobView(JsonNode json) {

    /** One piece of evidence. */
    record Evidence(String key, String sha256, String step) {
    }

    long id() {
        return json.path("id").asLong();
    }

    String provider() {
        return json.path("provider").asText();
    }

    String type() {
        return json.path("type").asText();
    }

    String state() {
        return json.path("state").asText();
    }

    /** The service that it is about, if it says so. */
    Optional<String> service() {
        return text(json.path("parameters").path("service_id"));
    }

    int attempt() {
        return json.path("attempt").asInt();
    }

    Optional<String> step() {
        return text(json.path("step"));
    }

    /** What it waits for, if it waits. */
    Optional<String> waitingReason() {
        return text(json.path("waiting_reason"));
    }

    boolean isFinished() {
        return switch (state()) {
            case "SUCCEEDED", "FAILED", "REVIEW", "CANCELLED" -> true;
            default -> false;
        };
    }

    boolean succeeded() {
        return state().equals("SUCCEEDED");
    }

    /** Since it was started, up to its end or now; nothing before that. */
    Optional<Duration> time(Instant now) {
        if (json.path("duration_ms").isNumber()) {
            return Optional.of(Duration.ofMillis(json.path("duration_ms").asLong()));
        }
        return text(json.path("started_at")).map(Instant::parse).map(started -> Duration.between(started, now));
    }

    JsonNode result() {
        return json.path("result");
    }

    JsonNode error() {
        return json.path("error");
    }

    List<Evidence> evidence() {
        List<Evidence> pieces = new ArrayList<>();
        json.path("evidence").forEach(piece ->
                pieces.add(new Evidence(piece.path("key").asText(), piece.path("sha256").asText(), piece.path("step").asText())));
        return pieces;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
    }
}
