package io.fnorpa.browser.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The service's OpenAPI document: its operations, and what they may be sent and may answer. */
public final class ApiDocument {

    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(OpenApi30.getInstance().getIri(), OpenApi30.getInstance())
            .keywords(Stream.of("openapi", "info", "security", "paths", "components").map(NonValidationKeyword::new).map(Keyword.class::cast).toList())
            .build();
    private static final String IRI = "https://browser-service/openapi";
    private static final SchemaValidatorsConfig WITH_FORMATS = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode tree = read();
    private final List<Operation> operations = operations(tree);
    private final JsonSchemaFactory schemas = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4))
            .metaSchema(DIALECT)
            .defaultMetaSchemaIri(DIALECT.getIri())
            .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, tree.toString())))
            .build();
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /**
     * One operation.
     *
     * @param pointer to it in the document
     */
    public record Operation(String method, String path, String pointer, JsonNode node) {

        public String id() {
            return node.path("operationId").asText();
        }

        /** Whether it wants no token. */
        public boolean isOpen() {
            return node.has("security") && node.get("security").isEmpty();
        }

        /** Whether it is on the management port. */
        public boolean isElsewhere() {
            return node.has("servers");
        }
    }

    public List<Operation> operations() {
        return operations;
    }

    private static List<Operation> operations(JsonNode tree) {
        List<Operation> all = new ArrayList<>();
        tree.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> all.add(new Operation(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + "/" + method.getKey(), method.getValue()))));
        return List.copyOf(all);
    }

    public Optional<Operation> operation(String method, String path) {
        return operations().stream().filter(operation -> operation.method().equals(method) && operation.path().equals(path)).findFirst();
    }

    /** Where {@code pointer} leads, through the reference that stands there. */
    public String resolve(String pointer) {
        String reference = tree.at(pointer).path("$ref").asText();
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** What is wrong with {@code value} as the schema at {@code pointer} has it; empty if it fits. */
    public String faults(String pointer, JsonNode value) {
        JsonSchema schema = compiled.computeIfAbsent(pointer, at -> schemas.getSchema(SchemaLocation.of(IRI + "#" + at), WITH_FORMATS));
        return schema.validate(value).stream().map(Object::toString).reduce("", (one, other) -> one + "\n  " + other);
    }

    private static JsonNode read() {
        try (InputStream document = ApiDocument.class.getResourceAsStream("/openapi/browser-service.yaml")) {
            return new YAMLMapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
