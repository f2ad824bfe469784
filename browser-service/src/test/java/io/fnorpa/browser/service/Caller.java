package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/**
 * Calls the service as a client does: plain HTTP, one token. Field names and addresses are written out, as on the wire.
 * Each call is held against the OpenAPI document.
 */
public final class Caller {

    public static final ApiContract CONTRACT = new ApiContract();

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final URI service;
    private final String sessionId;
    private final String token;

    public Caller(URL service, String token, String sessionId) {
        this.service = URI.create(service.toString());
        this.token = token;
        this.sessionId = sessionId;
    }

    /** With a token for a session of its own. */
    public static Caller ofNewSession(URL service) {
        String sessionId = "s-" + UUID.randomUUID();
        return new Caller(service, TokenKeys.token(sessionId), sessionId);
    }

    public String sessionId() {
        return sessionId;
    }

    public String token() {
        return token;
    }

    /** An answer: status and JSON, if it is that. */
    public record Answer(int status, JsonNode json, byte[] bytes, String contentType) {

        public String kind() {
            return json.path("type").asText().replace("urn:fnorpa:problem:", "");
        }

        public String detail() {
            return json.path("detail").asText();
        }

        public String value() {
            return json.path("value").asText();
        }

        public Answer done() {
            assertThat(status).as("%s", json).isBetween(200, 204);
            return this;
        }

        public Answer problem(String kind) {
            assertThat(kind()).as("%s", json).isEqualTo(kind);
            assertThat(json.path("status").asInt()).isEqualTo(status);
            assertThat(contentType).isEqualTo("application/problem+json");
            return this;
        }
    }

    public Answer open(String baseUrl) {
        return open(baseUrl, "");
    }

    /** @param more further fields of the request, each with a comma before it */
    public Answer open(String baseUrl, String more) {
        awaitReady();
        return post("/browser/session/create", "{\"base_url\":\"" + baseUrl + "\"" + more + "}");
    }

    /** Before a deadline is thought of: a Firefox may take its time to start. */
    public void awaitReady() {
        await().atMost(PATIENCE).until(() -> get("/health/ready").status() == 200);
    }

    public Answer close() {
        return send("DELETE", "/browser/session/close", null);
    }

    /** {@code fields} in single quotes, such as {@code 'type':'click','target':'css=a'}. */
    public Answer run(String fields) {
        return post("/browser/execute", "{" + fields.replace('\'', '"') + "}");
    }

    public Answer navigate(String url) {
        return run("'type':'navigate','url':'" + url + "'");
    }

    public String text(String target) {
        return run("'type':'extract','target':'" + target + "'").done().value();
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    public static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = AnyClient.send(request);
            String type = response.headers().firstValue("content-type").orElse("");
            CONTRACT.check(new ApiContract.Call(request.method(), request.uri(), SentBody.of(request), response.statusCode(), type, response.body()));
            JsonNode json = type.contains("json") ? WireJson.mapper().readTree(response.body()) : WireJson.mapper().nullNode();
            return new Answer(response.statusCode(), json, response.body(), type);
        } catch (IOException e) {
            throw new AssertionError("The service did not answer " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
