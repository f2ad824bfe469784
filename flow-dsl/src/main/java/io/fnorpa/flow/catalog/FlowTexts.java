package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.flow.catalog.KameletText.Effects;
import io.fnorpa.flow.catalog.KameletText.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the folders of flows hold, read to be told. A file that is no YAML is left out: the check says what is wrong with it.
 *
 * @param kamelets shared ones first, then by FNO and name
 * @param routes   by id, such as {@code octotel-validation}
 * @param broken   files that were left out
 */
public record FlowTexts(List<KameletText> kamelets, SortedMap<String, RouteText> routes, List<String> broken) {

    /** The folder of the Kamelets that all FNOs share. */
    public static final String SHARED = "kamelets";
    private static final String KAMELET = ".kamelet.yaml";
    private static final String ROUTES = ".camel.yaml";

    /**
     * A route.
     *
     * @param folder the FNO's
     * @param root   the route itself
     */
    public record RouteText(String folder, String id, String description, Effects effects, JsonNode root) {}

    /** Reads the folder of all flows. */
    public static FlowTexts read(Path fnoFlows) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(fnoFlows, 2)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = fnoFlows.relativize(file).toString().replace('\\', '/');
                if (name.contains("/") && !name.contains("/.") && (name.endsWith(KAMELET) || name.endsWith(ROUTES))) {
                    files.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the flows in " + fnoFlows, e);
        }
        return of(files);
    }

    /** @param files path relative to the folder of all flows to text */
    public static FlowTexts of(Map<String, String> files) {
        List<KameletText> kamelets = new ArrayList<>();
        SortedMap<String, RouteText> routes = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        new TreeMap<>(files).forEach((file, text) -> {
            try {
                String folder = file.substring(0, file.indexOf('/'));
                if (file.endsWith(KAMELET)) {
                    kamelets.add(kamelet(folder, Json.yaml(text)));
                } else if (file.endsWith(ROUTES)) {
                    Json.yaml(text).forEach(item -> route(folder, item.path("route")).ifPresent(route -> routes.put(route.id(), route)));
                }
            } catch (JsonProcessingException e) {
                broken.add(file);
            }
        });
        kamelets.sort(Comparator.comparing((KameletText kamelet) -> kamelet.folder().equals(SHARED) ? "" : kamelet.folder())
                .thenComparing(KameletText::name));
        return new FlowTexts(List.copyOf(kamelets), routes, List.copyOf(broken));
    }

    private static Optional<RouteText> route(String folder, JsonNode route) {
        return route.path("id").asText("").isEmpty() ? Optional.empty()
                : Optional.of(new RouteText(folder, route.get("id").asText(), route.path("description").asText(),
                        StepEffects.of(route.path("from")), route));
    }

    private static KameletText kamelet(String folder, JsonNode root) {
        JsonNode definition = root.at("/spec/definition");
        Set<String> required = new HashSet<>();
        definition.path("required").forEach(name -> required.add(name.asText()));
        List<Parameter> parameters = new ArrayList<>();
        definition.path("properties").properties().forEach(entry ->
                parameters.add(parameter(entry.getKey(), entry.getValue(), required.contains(entry.getKey()))));
        return new KameletText(folder, root.at("/metadata/name").asText(), definition.path("title").asText(), definition.path("description").asText(),
                parameters, StepEffects.of(root.at("/spec/template")), root);
    }

    private static Parameter parameter(String name, JsonNode parameter, boolean required) {
        Optional<String> byDefault = Optional.ofNullable(parameter.get("default")).map(JsonNode::asText);
        return new Parameter(name, parameter.path("title").asText(name), parameter.path("type").asText("string"), required && byDefault.isEmpty(), byDefault,
                Optional.ofNullable(parameter.get("example")).map(JsonNode::asText), parameter.path("description").asText());
    }

    /** The FNOs that have Kamelets or routes, in the order of their ids. */
    public Set<String> fnos() {
        Set<String> fnos = new TreeSet<>(routes.values().stream().map(RouteText::folder).toList());
        kamelets.stream().map(KameletText::folder).filter(folder -> !folder.equals(SHARED)).forEach(fnos::add);
        return fnos;
    }
}
