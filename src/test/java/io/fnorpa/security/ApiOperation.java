package io.fnorpa.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One operation of the API's contract, with something in the place of each parameter of its path. A parameter that is new
 * in the contract and missing here fails each test that goes over all operations.
 *
 * @param isOpen whether it wants no token
 */
record ApiOperation(String id, String method, String path, boolean isOpen) {

    private static final Map<String, String> PARAMETERS = Map.of("id", "1", "provider", "northfibre", "folder", "attempt-1", "file", "x.png", "account", "default",
            "version", "0123456789ab");

    static List<ApiOperation> all() {
        JsonNode document = document();
        String base = document.at("/servers/0/url").asText();
        List<ApiOperation> all = new ArrayList<>();
        document.get("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            if (method.getValue().has("operationId")) {
                all.add(new ApiOperation(method.getValue().get("operationId").asText(), method.getKey().toUpperCase(Locale.ROOT),
                        base + filled(path.getKey()), method.getValue().has("security") && method.getValue().get("security").isEmpty()));
            }
        }));
        return all;
    }

    /** Whether it only looks. */
    boolean looks() {
        return method.equals("GET");
    }

    private static String filled(String template) {
        String path = template;
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        if (path.contains("{")) {
            throw new AssertionError("Say in ApiOperation what stands for the parameter of " + path);
        }
        return path;
    }

    private static JsonNode document() {
        try (InputStream file = ApiOperation.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
