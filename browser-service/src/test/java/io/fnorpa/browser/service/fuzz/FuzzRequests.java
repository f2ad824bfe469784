package io.fnorpa.browser.service.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.browser.service.ApiDocument.Operation;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes the requests of a run: request {@code n} of a seed is always the same. Of ten about four are nearly good, two are
 * good, two have a body that is none, one goes to a path that is none, and one has a token that is none. Of a hundred about one
 * asks for a session of its own, which costs a Firefox if it is opened.
 */
final class FuzzRequests {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "X");
    private static final List<String> TYPES = List.of("application/json", "application/json;charset=UTF-8", "application/json; charset=utf-16", "application/problem+json", "text/plain", "text/html",
            "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "application/octet-stream", "json", "", "*/*", "application/json; charset=\"x");
    private static final int DEEP = 1500;

    private final long seed;
    private final List<Operation> operations;
    private final Supplier<String> good;
    private final Supplier<String> fresh;
    private final List<List<String>> bad;

    /**
     * @param good  the Authorization header of the session that is open now
     * @param fresh one of a session that was never opened
     * @param bad   those that are refused
     */
    FuzzRequests(long seed, List<Operation> operations, Supplier<String> good, Supplier<String> fresh, List<List<String>> bad) {
        this.seed = seed;
        this.operations = operations;
        this.good = good;
        this.fresh = fresh;
        this.bad = bad;
    }

    FuzzRequest number(int n) {
        Random random = new Random(seed * 1_000_003 + n);
        random.nextInt(); // the first numbers of seeds that are neighbours are alike
        return new One(random).request();
    }

    private final class One {

        private final Random random;
        private final FuzzValues values;
        private final FuzzCommands commands;

        One(Random random) {
            this.random = random;
            this.values = new FuzzValues(random);
            this.commands = new FuzzCommands(random, values);
        }

        FuzzRequest request() {
            return switch (random.nextInt(10)) {
                case 0 -> elsewhere();
                case 1 -> withBadToken();
                case 2, 3 -> withBadBody();
                case 4, 5 -> good();
                default -> nearlyGood();
            };
        }

        private FuzzRequest elsewhere() {
            String path = switch (random.nextInt(4)) {
                case 0 -> "/" + encoded(values.text());
                case 1 -> operation().path() + "/" + encoded(values.text());
                case 2 -> operation().path().replace('/', values.oneIn(2) ? '.' : ';');
                default -> operation().path();
            };
            return request(values.oneOf(METHODS), path + "?" + encoded(values.text()), values.oneIn(2) ? null : text(values.any(2)));
        }

        private FuzzRequest withBadToken() {
            FuzzRequest request = values.oneIn(2) ? nearlyGood() : elsewhere();
            return new FuzzRequest(request.method(), request.pathAndQuery(), values.oneOf(bad), request.headers(), request.body(), false);
        }

        private FuzzRequest withBadBody() {
            byte[] body = switch (random.nextInt(7)) {
                case 0 -> text(values.any(4));
                case 1 -> "[".repeat(random.nextInt(DEEP)).getBytes(UTF_8);
                case 2 -> ("{\"type\":" + "{\"a\":".repeat(random.nextInt(DEEP))).getBytes(UTF_8);
                case 3 -> cut(text(commands.good()));
                case 4 -> spoilt(text(commands.good()));
                case 5 -> new byte[random.nextInt(300)];
                default -> values.oneOf(List.of("{}", "[]", "null", "NaN", "{\"type\":NaN}", "{'type':'click'}", "{\"type\":\"source\"}{}", "[1,]", "{\"a\":1,\"a\":2}", "\u0001", "0x10", "1e9999")).getBytes(UTF_8);
            };
            return request("POST", bodied().path() + (values.oneIn(8) ? "?" + encoded(values.text()) : ""), body);
        }

        private FuzzRequest good() {
            if (values.oneIn(4)) {
                ArrayNode list = JSON.createArrayNode();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    list.add(commands.good());
                }
                return request("POST", "/browser/execute", text(list));
            }
            return request("POST", "/browser/execute", text(commands.good()));
        }

        private FuzzRequest nearlyGood() {
            ObjectNode command = commands.changed();
            Operation operation = operation();
            if (operation.method().equals("GET")) {
                return request("GET", operation.path() + query(command), null);
            }
            if (operation.id().equals("execute") && values.oneIn(2)) {
                return request("POST", operation.path(), text(JSON.createArrayNode().add(commands.good()).add(command)));
            }
            if (operation.id().equals("create-session")) {
                FuzzRequest request = request("POST", operation.path(), text(new FuzzSession(random, values).changed()));
                return values.oneIn(2) ? request
                        : new FuzzRequest(request.method(), request.pathAndQuery(), List.of(fresh.get()), request.headers(), request.body(), true);
            }
            if (operation.id().equals("close-session")) {
                return request("DELETE", operation.path() + "?session_id=" + encoded(values.text()) + "&x", null);
            }
            if (!operation.id().equals("execute")) {
                JsonNode type = command.remove("type");
                if (operation.id().equals("interact") && type != null) {
                    command.set("action", type);
                }
            }
            return request("POST", operation.path(), text(command));
        }

        private String query(ObjectNode command) {
            List<String> query = new ArrayList<>();
            command.remove("type");
            command.fields().forEachRemaining(field -> query.add(encoded(field.getKey()) + "=" + encoded(field.getValue().isValueNode() ? field.getValue().asText() : field.getValue().toString())));
            return query.isEmpty() ? "" : "?" + String.join("&", query);
        }

        private FuzzRequest request(String method, String pathAndQuery, byte[] body) {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            headers.add(Map.entry("Content-Type", values.oneIn(10) ? values.oneOf(TYPES) : "application/json"));
            if (values.oneIn(10)) {
                headers.add(Map.entry(values.oneOf(List.of("Accept", "Accept-Encoding", "Accept-Language", "Origin", "Cookie", "Range", "If-None-Match", "X-Forwarded-For", "X-HTTP-Method-Override",
                        "CamelHttpResponseCode", "CamelVertxPlatformHttpAuthenticatedUser", "Content-Encoding", "Transfer-Encoding-X", "Authorization-X")), printable(values.text())));
            }
            return new FuzzRequest(method, pathAndQuery, List.of(good.get()), headers, body, false);
        }

        /** Seldom the one that opens a page each time. */
        private Operation operation() {
            Operation operation = values.oneOf(operations);
            return operation.id().equals("browser-health") && !values.oneIn(20) ? operation() : operation;
        }

        private Operation bodied() {
            return values.oneOf(operations.stream().filter(operation -> operation.method().equals("POST")).toList());
        }

        private byte[] cut(byte[] whole) {
            byte[] part = new byte[random.nextInt(whole.length)];
            System.arraycopy(whole, 0, part, 0, part.length);
            return part;
        }

        private byte[] spoilt(byte[] bytes) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            return bytes;
        }
    }

    private static byte[] text(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 5000 ? text.substring(0, 5000) : text, UTF_8);
    }

    /** What an HTTP client sends at all. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 1000)).replaceAll("[^\\x21-\\x7e]", "?") + "x";
    }
}
