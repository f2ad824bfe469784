package io.fnorpa.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The API's contract, {@code openapi.yaml}: as text for those who ask, and as the list of what may be called. */
@Singleton
@Named("apiDocument")
public class ApiDocument {

    private static final String FILE = "/openapi.yaml";

    private final String yaml;
    private final String json;
    private final List<ApiPath> paths;

    ApiDocument() {
        this.yaml = text();
        JsonNode tree = tree(yaml);
        this.json = tree.toPrettyString();
        this.paths = paths(tree);
    }

    private static String text() {
        try (InputStream file = ApiDocument.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FILE, e);
        }
    }

    private static JsonNode tree(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is not YAML", e);
        }
    }

    private static List<ApiPath> paths(JsonNode document) {
        String base = document.at("/servers/0/url").asText();
        List<ApiPath> paths = new ArrayList<>();
        document.get("paths").fields().forEachRemaining(path -> paths.add(ApiPath.of(base + path.getKey(), path.getValue())));
        return List.copyOf(paths);
    }

    public String yaml() {
        return yaml;
    }

    public String json() {
        return json;
    }

    /** The path of the document that a request's path is one of. */
    Optional<ApiPath> find(String path) {
        return paths.stream().filter(candidate -> candidate.pattern().matcher(path).matches()).findFirst();
    }

    /**
     * One path of the document.
     *
     * @param methods that it has, in capitals
     */
    record ApiPath(Pattern pattern, TreeSet<String> methods) {

        private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

        static ApiPath of(String template, JsonNode item) {
            TreeSet<String> methods = new TreeSet<>();
            item.fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            methods.retainAll(METHODS);
            return new ApiPath(Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+")), methods);
        }
    }
}
