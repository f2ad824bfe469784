package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kaoto's Kamelets: each file as it stands, with the annotations that Kaoto looks for, and its form. */
final class KaotoKamelets {

    private static final String CAMEL = "camel.apache.org/";
    private static final String ICON = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"><rect width=\"64\" height=\"64\" rx=\"12\" fill=\"%s\"/>"
            + "<text x=\"32\" y=\"43\" font-family=\"sans-serif\" font-size=\"32\" text-anchor=\"middle\" fill=\"#fff\">%s</text></svg>";
    private static final List<String> COLOURS = List.of("#2b6cb0", "#2f855a", "#9c4221", "#6b46c1", "#b83280", "#285e61");

    private KaotoKamelets() {}

    static ObjectNode all(List<KameletText> kamelets) {
        ObjectNode all = Json.object();
        Map<String, String> colours = new LinkedHashMap<>();
        for (KameletText kamelet : kamelets) {
            String colour = colours.computeIfAbsent(kamelet.folder(), any -> COLOURS.get(colours.size() % COLOURS.size()));
            all.set(kamelet.name(), entry(kamelet, colour));
        }
        return all;
    }

    private static ObjectNode entry(KameletText kamelet, String colour) {
        ObjectNode entry = kamelet.root().deepCopy();
        ObjectNode metadata = entry.withObject("/metadata");
        boolean shared = kamelet.folder().equals(FlowTexts.SHARED);
        metadata.withObject("/annotations").put(CAMEL + "kamelet.support.level", "Stable").put(CAMEL + "catalog.version", "1.0.0")
                .put(CAMEL + "provider", shared ? "all FNOs" : kamelet.folder())
                .put(CAMEL + "kamelet.icon", icon(colour, kamelet.folder().substring(0, 1).toUpperCase(Locale.ROOT)));
        metadata.withObject("/labels").put(CAMEL + "kamelet.type", "action");
        ObjectNode form = KaotoForms.form(kamelet.title(), kamelet.description());
        form.set("required", Json.texts(kamelet.parameters().stream().filter(KameletText.Parameter::required).map(KameletText.Parameter::name).toList()));
        ObjectNode fields = (ObjectNode) form.get("properties");
        kamelet.parameters().forEach(parameter -> {
            String example = parameter.example().map(text -> " Example: " + text).orElse("");
            ObjectNode field = KaotoForms.field(parameter.title(), parameter.description() + example, "string", "common");
            parameter.byDefault().ifPresent(value -> field.put("default", value));
            fields.set(parameter.name(), field);
        });
        entry.set("propertiesSchema", form);
        return entry;
    }

    private static String icon(String colour, String letter) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(ICON.formatted(colour, letter).getBytes(StandardCharsets.UTF_8));
    }

    /** What stands at the beginning of each Kamelet's own steps: {@code kamelet:source}. */
    static ObjectNode boundaries() {
        ObjectNode all = Json.object();
        for (String name : List.of("source", "sink")) {
            ObjectNode boundary = all.putObject(name).put("apiVersion", CAMEL + "v1").put("kind", "Kamelet");
            ObjectNode metadata = boundary.putObject("metadata").put("name", name);
            metadata.putObject("annotations").put(CAMEL + "kamelet.support.level", "Stable").put(CAMEL + "catalog.version", "1.0.0")
                    .put(CAMEL + "provider", "Apache Camel").put(CAMEL + "kamelet.icon", icon("#4a5568", name.equals("source") ? ">" : "<"));
            metadata.putObject("labels").put(CAMEL + "kamelet.type", name);
            ObjectNode definition = boundary.putObject("spec").putObject("definition").put("title", name.equals("source") ? "Begin" : "End")
                    .put("description", "Where the steps of a Kamelet " + (name.equals("source") ? "begin." : "end.")).put("type", "object");
            definition.putObject("properties");
            boundary.set("propertiesSchema", Json.object().put("type", "object").set("properties", Json.object()));
        }
        return all;
    }

    /** The form of a Kamelet as a whole. */
    static ObjectNode configuration() {
        ObjectNode form = KaotoForms.form("Kamelet", "What a Kamelet is called, what it does, and what a caller gives it.");
        form.put("additionalProperties", true);
        ObjectNode fields = (ObjectNode) form.get("properties");
        fields.set("name", KaotoForms.field("Name", "The file's name, without .kamelet.yaml.", "string", "common"));
        fields.set("title", KaotoForms.field("Title", "For people, such as Octotel: log in.", "string", "common"));
        fields.set("description", KaotoForms.field("Description", "What it does, what it wants in the body, which variables it sets.", "string", "common"));
        fields.set("type", KaotoForms.field("Kamelet Type", "Kamelets of flows are actions.", "string", "common").set("enum", Json.texts(List.of("action"))));
        JsonNode text = Json.object().put("type", "string");
        ObjectNode parameters = KaotoForms.field("Parameters", "What a caller gives it.", "array", "common");
        ObjectNode each = parameters.putObject("items").put("type", "object");
        ObjectNode words = each.putObject("properties");
        for (String word : List.of("name", "title", "description", "type", "example", "default")) {
            words.set(word, ((ObjectNode) text.deepCopy()).put("title", Character.toUpperCase(word.charAt(0)) + word.substring(1)));
        }
        each.set("required", Json.texts(List.of("name", "title", "description", "type")));
        fields.set("kameletProperties", parameters);
        return Json.object().set("propertiesSchema", form);
    }
}
