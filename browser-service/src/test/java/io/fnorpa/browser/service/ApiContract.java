package io.fnorpa.browser.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.ApiDocument.Operation;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds each call of a test against the OpenAPI document: the operation, the answer's status, media type and body are
 * declared; a request that was done is one that the document allows. What is not declared is answered with 401, 404 or
 * 405 and a problem document.
 */
public final class ApiContract {

    private static final ObjectMapper JSON = WireJson.mapper(); // a file may be a longer text than Jackson takes otherwise
    private static final Set<Integer> FOR_WHAT_IS_NOT_THERE = Set.of(401, 404, 405);
    /** What no route sees: a request line or headers beyond the bounds that the document's description says. */
    private static final Set<Integer> TOO_LONG_TO_BE_READ = Set.of(414, 431);
    private static final int DONE = 200;
    private static final int NOT_DONE = 300;

    private final ApiDocument document = new ApiDocument();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /**
     * One call as it went over the wire.
     *
     * @param sent        body of the request; empty if there was none
     * @param contentType of the answer; empty if there was none
     */
    public record Call(String method, URI uri, byte[] sent, int status, String contentType, byte[] answer) {

        String mediaType() {
            return contentType.split(";")[0].strip();
        }

        @Override
        public String toString() {
            return method + " " + brief(uri.toString()) + " " + brief(new String(sent)) + " -> " + status + " " + contentType + " " + brief(new String(answer));
        }

        private static String brief(String text) {
            return text.length() <= 600 ? text : text.substring(0, 600) + "…";
        }
    }

    public ApiDocument document() {
        return document;
    }

    /**
     * What was seen since it was cleared last: {@code operation <id>}, {@code type <command type>} and {@code action <action>}
     * of what was done, {@code problem <kind>}.
     */
    public Set<String> seen() {
        return seen;
    }

    /** @throws AssertionError with what does not fit */
    public void check(Call call) {
        if (TOO_LONG_TO_BE_READ.contains(call.status()) && call.answer().length == 0) {
            return;
        }
        Optional<Operation> operation = document.operation(call.method(), call.uri().getPath());
        if (operation.isPresent()) {
            checkAnswer(operation.get(), call);
            if (call.status() >= DONE && call.status() < NOT_DONE) {
                checkRequest(operation.get(), call);
                noteDone(operation.get(), call);
            }
        } else if (!FOR_WHAT_IS_NOT_THERE.contains(call.status())) {
            throw wrong(call, "the document has no such operation");
        } else if (!call.method().equals("HEAD")) {
            checkBody(call, "/components/schemas/Problem", "application/problem+json");
        }
    }

    private void checkAnswer(Operation operation, Call call) {
        String response = operation.pointer() + "/responses/" + call.status();
        if (document.at(response).isMissingNode()) {
            throw wrong(call, "status " + call.status() + " is not declared for " + operation.id());
        }
        JsonNode contents = document.at(document.resolve(response)).path("content");
        if (contents.isMissingNode()) {
            if (call.answer().length > 0) {
                throw wrong(call, "no body is declared");
            }
            return;
        }
        if (!contents.has(call.mediaType())) {
            throw wrong(call, "media type '" + call.mediaType() + "' is not declared");
        }
        checkBody(call, document.resolve(response) + "/content/" + call.mediaType().replace("/", "~1") + "/schema", call.mediaType());
    }

    private void checkBody(Call call, String schema, String mediaType) {
        if (!call.mediaType().equals(mediaType)) {
            throw wrong(call, "media type '" + call.mediaType() + "' instead of " + mediaType);
        }
        JsonNode body = mediaType.endsWith("json") ? json(call, call.answer()) : JsonNodeFactory.instance.textNode("");
        String faults = document.faults(schema, body);
        if (!faults.isEmpty()) {
            throw wrong(call, "the answer does not fit " + schema + ":" + faults);
        }
        if (call.mediaType().equals("application/problem+json")) {
            seen.add("problem " + body.path("type").asText());
        }
        if (body.has("status") && body.get("status").isInt() && body.get("status").asInt() != call.status()) {
            throw wrong(call, "the problem's status is another than the answer's");
        }
    }

    private void noteDone(Operation operation, Call call) {
        seen.add("operation " + operation.id());
        JsonNode sent = call.sent().length == 0 ? JsonNodeFactory.instance.missingNode() : json(call, call.sent());
        (sent.isArray() ? sent : List.of(sent)).forEach(command -> seen.add("type " + command.path("type").asText()));
        seen.add("action " + sent.path("action").asText());
    }

    private void checkRequest(Operation operation, Call call) {
        JsonNode body = operation.node().path("requestBody");
        if (!body.isMissingNode()) {
            String faults = document.faults(operation.pointer() + "/requestBody/content/application~1json/schema", json(call, call.sent()));
            if (!faults.isEmpty()) {
                throw wrong(call, "it was done, but the document does not allow it:" + faults);
            }
        }
        JsonNode declared = operation.node().path("parameters");
        if (!declared.isMissingNode() || !body.isMissingNode()) {
            new QueryStringDecoder(call.uri()).parameters().forEach((name, values) -> checkParameter(declared, name, values, call));
        }
    }

    private void checkParameter(JsonNode declared, String name, List<String> values, Call call) {
        for (JsonNode reference : declared) {
            String parameter = reference.path("$ref").asText().substring(1);
            if (document.at(parameter).path("name").asText().equals(name)) {
                String faults = document.faults(parameter + "/schema", value(document.at(parameter).path("schema").path("type").asText(), values));
                if (!faults.isEmpty()) {
                    throw wrong(call, "it was done, but parameter " + name + " is not as the document says:" + faults);
                }
                return;
            }
        }
        throw wrong(call, "it was done, but the document has no parameter " + name);
    }

    private static JsonNode value(String type, List<String> values) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (type) {
            case "array" -> values.stream().collect(make::arrayNode, ArrayNode::add, ArrayNode::addAll);
            case "integer" -> make.numberNode(Long.parseLong(values.get(0)));
            case "boolean" -> make.booleanNode(Boolean.parseBoolean(values.get(0)));
            default -> make.textNode(values.get(0));
        };
    }

    private static JsonNode json(Call call, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw wrong(call, "this is not JSON");
        }
    }

    private static AssertionError wrong(Call call, String what) {
        return new AssertionError("Against the OpenAPI document: " + what + "\n" + call);
    }
}
