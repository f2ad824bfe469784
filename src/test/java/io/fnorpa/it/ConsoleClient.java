package io.fnorpa.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks an orchestrator's console by Jolokia's protocol, as whoever the token is for. */
final class ConsoleClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI jolokia;
    private final String token;

    private ConsoleClient(URI jolokia, String token) {
        this.jolokia = jolokia;
        this.token = token;
    }

    static ConsoleClient of(Orchestrator orchestrator, String token) {
        return new ConsoleClient(orchestrator.address().resolve("/hawtio/jolokia"), token);
    }

    List<String> search(String pattern) {
        List<String> names = new ArrayList<>();
        value(Map.of("type", "search", "mbean", pattern)).forEach(name -> names.add(name.asText()));
        return names;
    }

    JsonNode read(String mbean, String attribute) {
        return value(Map.of("type", "read", "mbean", mbean, "attribute", attribute));
    }

    JsonNode call(String mbean, String operation, Object... arguments) {
        return value(Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", List.of(arguments)));
    }

    /** Why it was not done. */
    String refusal(String mbean, String operation, Object... arguments) {
        return error(Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", List.of(arguments)));
    }

    String unreadable(String mbean, String attribute) {
        return error(Map.of("type", "read", "mbean", mbean, "attribute", attribute));
    }

    /**
     * All that can be listed, read and dumped, by operations that want nothing but yes or no. Routes are dumped by their contexts, and Octotel's one by one too.
     */
    String everything() {
        JsonNode list = value(Map.of("type", "list"));
        List<Object> questions = new ArrayList<>();
        list.fields().forEachRemaining(domain -> domain.getValue().fields().forEachRemaining(mbean -> {
            String name = domain.getKey() + ":" + mbean.getKey();
            questions.add(Map.of("type", "read", "mbean", name, "config", Map.of("ignoreErrors", "true")));
            mbean.getValue().path("op").fieldNames().forEachRemaining(operation -> {
                if ((!name.contains("type=routes") || name.contains("octotel@")) && operation.matches("(dump(?!Traced|AllTraced)|endpointStatistics|browse|componentNames|extendedInformation|messageHistory|processorIds).*")) {
                    signatures(operation, mbean.getValue().path("op").path(operation)).forEach(signature -> questions.add(signature.arguments().isEmpty()
                            ? Map.of("type", "exec", "mbean", name, "operation", signature.name())
                            : Map.of("type", "exec", "mbean", name, "operation", signature.name(), "arguments", signature.arguments())));
                }
            });
        }));
        StringBuilder all = new StringBuilder(list.toString());
        for (int from = 0; from < questions.size(); from += 200) {
            all.append(post(questions.subList(from, Math.min(questions.size(), from + 200))));
        }
        return all.toString();
    }

    record Signature(String name, List<Object> arguments) {}

    /** Those of its forms that want nothing but yes or no. */
    private static List<Signature> signatures(String operation, JsonNode forms) {
        List<Signature> found = new ArrayList<>();
        (forms.isArray() ? forms : JSON.createArrayNode().add(forms)).forEach(form -> {
            List<String> types = form.path("args").findValuesAsText("type");
            if (types.stream().allMatch(type -> type.equals("boolean"))) {
                found.add(new Signature(operation + "(" + String.join(",", types) + ")", types.stream().map(type -> (Object) Boolean.TRUE).toList()));
            }
        });
        return found;
    }

    private JsonNode value(Object request) {
        JsonNode answer = json(request);
        if (answer.path("status").asInt() != 200) {
            throw new AssertionError(request + ": " + answer.path("error").asText());
        }
        return answer.path("value");
    }

    private String error(Object request) {
        JsonNode answer = json(request);
        if (answer.path("status").asInt() == 200) {
            throw new AssertionError(request + " should be refused, but gave " + answer.path("value"));
        }
        return answer.path("error").asText();
    }

    private JsonNode json(Object request) {
        try {
            return JSON.readTree(post(request));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String post(Object request) {
        try {
            return HTTP.send(HttpRequest.newBuilder(jolokia).header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60)).POST(BodyPublishers.ofString(JSON.writeValueAsString(request))).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
