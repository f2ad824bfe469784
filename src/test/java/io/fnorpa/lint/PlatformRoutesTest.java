package io.fnorpa.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of {@code routes/}, looked over as one whole: what they call is there, what is there is called. */
class PlatformRoutesTest {

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
    private static final Pattern DIRECT = Pattern.compile("direct:([a-z][a-z0-9-]*[a-z0-9])(?![-$\\w{])");
    private static final Pattern STATEMENT = Pattern.compile("routes/sql/([\\w-]+\\.sql)");
    private static final Pattern BEAN = Pattern.compile("ref: ([a-zA-Z]+)");
    private static final Pattern NAMED = Pattern.compile("@Named\\(\"(\\w+)\"\\)");
    private static final Pattern CALL = Pattern.compile("ref: (\\w+)\\s+method: \"?(\\w+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    /** A folder, in which a worker has public keys alone. */
    private static final String FOLDER = "rpa.keys.dir";
    private static final Pattern SECRET_LIKE = Pattern.compile("(?i)password|secret|token|credential|key");

    static List<Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Checkouts.root().resolve("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void fitsCamelsOwnSchema(Path file) throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonSchema camel = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);

            // A placeholder stands for a number, but is none yet.
            assertThat(camel.validate(read(file))).filteredOn(fault -> !fault.getInstanceNode().asText().startsWith("{{")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void eachRouteHasAnIdAndSaysWhatItIsFor(Path file) throws IOException {
        for (JsonNode entry : read(file)) {
            JsonNode route = entry.has("routeTemplate") ? entry.path("routeTemplate") : entry.path("route");
            if (route.isMissingNode()) {
                continue;
            }
            assertThat(route.path("id").asText()).as("a route's id in %s", file).isNotEmpty();
            assertThat(route.toString()).as("route %s", route.path("id")).contains("\"description\"");
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void noPlaceholderNamesASecret(Path file) throws IOException {
        Matcher placeholder = PLACEHOLDER.matcher(Files.readString(file));
        while (placeholder.find()) {
            assertThat(!placeholder.group(1).equals(FOLDER) && SECRET_LIKE.matcher(placeholder.group(1)).find()).as("{{%s}} in %s", placeholder.group(1), file).isFalse();
        }
    }

    @Test
    void idsAreUnique() throws IOException {
        for (String others : List.of("browsers-local", "browsers-kubernetes")) { // one of the two is loaded
            List<String> ids = new ArrayList<>();
            for (Path file : routes().stream().filter(file -> !file.getParent().endsWith(others)).toList()) {
                for (JsonNode entry : read(file)) {
                    ids.add(entry.path("route").path("id").asText("-"));
                    ids.add(entry.path("routeTemplate").path("id").asText("-"));
                }
            }
            ids.removeIf("-"::equals);

            assertThat(ids).as("without %s", others).contains("acquire-browser", "release-browser").doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsCalledIsThere() throws IOException {
        Set<String> called = new TreeSet<>();
        Set<String> there = new HashSet<>();
        for (Path file : routes()) {
            for (JsonNode entry : read(file)) {
                entry.findValues("from").forEach(from -> collect(DIRECT, from.path("uri").asText(), there));
            }
            collect(DIRECT, Files.readString(file), called);
        }
        called.removeAll(there);

        assertThat(called).as("direct: endpoints that no route starts with").isEmpty();
    }

    @Test
    void eachRouteConfigurationThatIsNamedIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        Set<String> there = new HashSet<>();
        for (Path file : routes()) {
            for (JsonNode entry : read(file)) {
                there.add(entry.path("routeConfiguration").path("id").asText());
            }
            collect(Pattern.compile("routeConfigurationId: ([\\w-]+)"), Files.readString(file), named);
        }
        named.removeAll(there);

        assertThat(named).isEmpty();
    }

    @Test
    void eachStatementIsUsedAndEachUsedOneIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : routes()) {
            collect(STATEMENT, Files.readString(file), used);
        }
        Set<String> there = new TreeSet<>(StatementsTest.statements().stream().map(file -> file.getFileName().toString()).toList());

        assertThat(used).isEqualTo(there);
    }

    @Test
    void eachBeanIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : routes()) {
            collect(BEAN, Files.readString(file), used);
        }
        Set<String> there = new HashSet<>(Set.of("PROPAGATION"));
        try (Stream<Path> sources = Files.walk(Checkouts.root().resolve("src/main/java"))) {
            for (Path source : (Iterable<Path>) sources.filter(file -> file.toString().endsWith(".java"))::iterator) {
                collect(NAMED, Files.readString(source), there);
            }
        }
        used.removeAll(there);

        assertThat(used).as("beans that no class is named").isEmpty();
    }

    @Test
    void eachBeanHasTheMethodsThatAreCalled() throws IOException {
        Map<String, String> sources = namedSources();
        sources.put("workerJobs", Files.readString(Checkouts.root().resolve("flow-dsl/src/main/java/io/fnorpa/worker/WorkerJobs.java"))); // produced, not named
        sources.put("browserSupply", Files.readString(Checkouts.root().resolve("src/main/java/io/fnorpa/browsers/LocalBrowsers.java"))); // likewise
        Set<String> missing = new TreeSet<>();
        for (Path file : routes()) {
            CALL.matcher(Files.readString(file)).results().filter(call -> sources.containsKey(call.group(1)))
                    .filter(call -> !Pattern.compile("public [^;{=]*\\b" + call.group(2) + "\\(").matcher(sources.get(call.group(1))).find())
                    .forEach(call -> missing.add(call.group(1) + "." + call.group(2)));
        }

        assertThat(missing).as("methods that routes call and no bean has").isEmpty();
    }

    private static Map<String, String> namedSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Checkouts.root().resolve("src/main/java"))) {
            for (Path source : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".java"))::iterator) {
                String text = Files.readString(source);
                NAMED.matcher(text).results().forEach(name -> sources.put(name.group(1), text));
            }
        }
        return sources;
    }

    /** Camel takes the other one where the body happens to fit, also one that is not public. */
    @Test
    void aMethodThatIsCalledWithNothingHasNoOther() throws IOException {
        Map<String, String> sources = namedSources();
        Set<String> doubtful = new TreeSet<>();
        for (Path file : routes()) {
            CALL.matcher(Files.readString(file)).results().filter(call -> sources.containsKey(call.group(1))).forEach(call -> {
                List<String> parameters = Pattern.compile("(?m)^    (?!private |return |throw )[\\w<>,.? \\[\\]]+ " + call.group(2) + "\\((.*?)\\) (?:throws [\\w, .]+ )?\\{$")
                        .matcher(sources.get(call.group(1))).results().map(method -> method.group(1)).toList();
                if (parameters.contains("") && parameters.size() > 1) {
                    doubtful.add(call.group(1) + "." + call.group(2));
                }
            });
        }

        assertThat(doubtful).as("methods without parameters that have another of the same name").isEmpty();
    }

    @Test
    void theCallsOfAttemptsAreReadByVerbsAndDoneByRoutesThatAreThere() throws IOException {
        String verbs = Files.readString(Checkouts.root().resolve("src/main/java/io/fnorpa/workers/AttemptDesk.java"));
        Set<String> there = new HashSet<>();
        List<JsonNode> calls = new ArrayList<>();
        for (Path file : routes()) {
            for (JsonNode entry : read(file)) {
                entry.findValues("from").forEach(from -> collect(DIRECT, from.path("uri").asText(), there));
                if (entry.path("templatedRoute").path("routeTemplateRef").asText().equals("attempt-call")) {
                    calls.add(entry.path("templatedRoute").path("parameters"));
                }
            }
        }

        assertThat(calls).isNotEmpty().allSatisfy(call -> {
            assertThat(verbs).contains("public void " + value(call, "read") + "(");
            assertThat(there).contains(value(call, "story"));
        });
    }

    private static String value(JsonNode parameters, String name) {
        for (JsonNode parameter : parameters) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("value").asText();
            }
        }
        return "";
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    private static void collect(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }
}
