package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The catalogue for Kaoto's setting {@code kaoto.catalog.url}: Camel Main of our version, cut to what flows may say, with the verbs and
 * the Kamelets. It holds what stands in flows and in the documentation: no secret.
 */
public final class KaotoCatalog {

    /** What the setting names. */
    public static final String INDEX = "index.json";
    private static final String CATALOG = "catalog.json";
    /** Kinds that Kaoto asks for and flows have nothing of. */
    private static final List<String> EMPTY = List.of("dataformats", "loadbalancers");

    private final String version = CamelMetadata.component("direct").at("/component/version").asText();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final ObjectNode catalogs = Json.object();

    private KaotoCatalog() {}

    /** Its files, which stand side by side: name to JSON text. */
    public static Map<String, String> files(FlowTexts flows) {
        return new KaotoCatalog().make(flows);
    }

    private Map<String, String> make(FlowTexts flows) {
        add("components", KaotoComponents.all());
        add("patterns", patterns());
        add("models", models());
        add("entities", entities());
        add("languages", languages());
        add("functions", functions());
        add("kamelets", KaotoKamelets.all(flows.kamelets()));
        add("kameletBoundaries", KaotoKamelets.boundaries());
        EMPTY.forEach(name -> add(name, Json.object()));
        ObjectNode schemas = Json.object();
        schemas.set("camelYamlDsl", file("camelYamlDsl", FlowSchema.of(flows)));
        ObjectNode index = Json.object().put("name", name()).put("version", version).put("runtime", "Main");
        index.set("catalogs", catalogs);
        index.set("schemas", schemas);
        files.put(CATALOG, Json.text(index));
        ObjectNode library = Json.object().put("name", "Flows of the FNO RPA platform").put("version", 1);
        library.putArray("definitions").addObject().put("name", name()).put("version", version).put("runtime", "Main").put("fileName", CATALOG);
        files.put(INDEX, Json.text(library));
        return files;
    }

    /** Kaoto (2.7) takes of a library by itself only an entry that runs on Main and has redhat in its name; without it, it shows nothing at all. */
    private String name() {
        return "FNO flows, Camel Main " + version + " (not of redhat)";
    }

    private void add(String name, ObjectNode content) {
        catalogs.set(name, file(name, content));
    }

    private ObjectNode file(String name, JsonNode content) {
        files.put(name + ".json", content + "\n");
        return Json.object().put("name", name).put("description", "Flows: " + name).put("version", version).put("file", name + ".json");
    }

    private static ObjectNode patterns() {
        ObjectNode patterns = Json.object();
        FlowTerms.steps().forEach(step -> patterns.set(step.name(), withParameters(step)));
        FlowTerms.parts().stream().filter(part -> !part.name().equals("onException")).forEach(part -> patterns.set(part.name(), KaotoForms.step(part)));
        return patterns;
    }

    /** The form of a verb's or Kamelet's parameters is put in by Kaoto. */
    private static ObjectNode withParameters(FlowTerms.Step step) {
        ObjectNode entry = KaotoForms.step(step);
        if (step.name().equals("to")) {
            entry.withObject("/propertiesSchema/properties").putObject("parameters").put("type", "object");
        }
        return entry;
    }

    /** All that Kaoto looks up by name, steps and what is around them. */
    private static ObjectNode models() {
        ObjectNode models = patterns();
        models.setAll(entities());
        models.remove("KameletConfiguration");
        FlowTerms.languages().forEach(language -> models.set(language, language(language)));
        return models;
    }

    private static ObjectNode entities() {
        ObjectNode entities = Json.object();
        entities.set("route", KaotoForms.entity("route", FlowTerms.routeKeys()));
        List<String> from = new ArrayList<>(FlowTerms.fromKeys());
        from.add("parameters");
        entities.set("from", KaotoForms.entity("from", from));
        entities.set("routeConfiguration", KaotoForms.entity("routeConfiguration", FlowTerms.routeConfigurationKeys()));
        FlowTerms.parts().stream().filter(part -> part.name().equals("onException")).forEach(part -> entities.set(part.name(), KaotoForms.step(part)));
        entities.set("KameletConfiguration", KaotoKamelets.configuration());
        return entities;
    }

    private static ObjectNode languages() {
        ObjectNode languages = Json.object();
        FlowTerms.languages().forEach(language -> languages.set(language, language(language)));
        return languages;
    }

    private static ObjectNode language(String name) {
        ObjectNode entry = Json.object();
        entry.set("model", CamelMetadata.language(name).get("model"));
        ObjectNode properties = entry.putObject("properties");
        for (String key : List.of("id", "expression", "trim")) {
            properties.set(key, CamelMetadata.language(name).at("/properties/" + key));
        }
        entry.set("propertiesSchema", KaotoForms.languageForm(name));
        return entry;
    }

    /** Functions of Simple that flows may use, with Camel's words for them. */
    private static ObjectNode functions() {
        ObjectNode simple = Json.object();
        Json.resource("META-INF/org/apache/camel/language/simple/simple.json").path("functions").properties().forEach(function -> {
            String word = function.getKey().replaceAll("[^A-Za-z-].*$", "");
            if (FlowTerms.functions().contains(word) && (!word.equals("exception") || function.getKey().equals("exception.message"))) {
                simple.putObject(function.getKey()).put("name", function.getKey()).put("displayName", function.getValue().path("displayName").asText())
                        .put("description", function.getValue().path("description").asText()).put("returnType", "Object").put("returnCollection", false)
                        .putArray("arguments");
            }
        });
        return Json.object().set("simple", simple);
    }
}
