package io.fnorpa.flow.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A piece of a YAML file that knows its place, so that what is wrong can be shown where it stands.
 *
 * @param place   where it begins; of a map's value, where its key does
 * @param text    of a scalar; null for maps and lists
 * @param entries of a map, in order; empty for others
 * @param items   of a list; empty for others
 * @param kind    scalar, map or list
 */
record YamlNode(FlowPlace place, Kind kind, String text, Map<String, YamlNode> entries, List<YamlNode> items) {

    enum Kind { SCALAR, MAP, LIST }

    private static final YamlNode NOTHING = new YamlNode(FlowPlace.NONE, Kind.MAP, null, Map.of(), List.of());

    /** Parses a file; a fault in the YAML itself, an alias, and a key that stands twice, is a {@link FlowRefusedException}. */
    static YamlNode parse(String file, String yaml) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            YamlBounds.check(settings, yaml);
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                throw new FlowRefusedException(List.of(FlowProblem.of(file, "is empty")));
            }
            return of(file, root.get());
        } catch (MarkedYamlEngineException e) {
            FlowPlace place = e.getProblemMark().map(FlowPlace::of).orElse(FlowPlace.NONE);
            throw new FlowRefusedException(List.of(FlowProblem.at(file, place, "is not YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw new FlowRefusedException(List.of(FlowProblem.of(file, "is not YAML: " + e.getMessage())));
        }
    }

    private static YamlNode of(String file, Node node) {
        FlowPlace place = place(node);
        if (node instanceof ScalarNode scalar) {
            return new YamlNode(place, Kind.SCALAR, scalar.getValue(), Map.of(), List.of());
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = sequence.getValue().stream().map(item -> of(file, item)).toList();
            return new YamlNode(place, Kind.LIST, null, Map.of(), items);
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            FlowPlace keyPlace = place(tuple.getKeyNode());
            if (entries.put(key, of(file, tuple.getValueNode()).at(keyPlace)) != null) {
                throw new FlowRefusedException(List.of(FlowProblem.at(file, keyPlace, "'" + key + "' stands here twice")));
            }
        }
        return new YamlNode(place, Kind.MAP, null, entries, List.of());
    }

    private YamlNode at(FlowPlace newPlace) {
        return new YamlNode(newPlace, kind, text, entries, items);
    }

    private static FlowPlace place(Node node) {
        return node.getStartMark().map(FlowPlace::of).orElse(FlowPlace.NONE);
    }

    /** The value of a key; an empty map where there is none. */
    YamlNode get(String key) {
        return entries.getOrDefault(key, NOTHING);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The scalar at a key; empty if there is none, or if it is blank. */
    Optional<String> textAt(String key) {
        return Optional.ofNullable(get(key).text).filter(value -> !value.isBlank());
    }

    boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    /** All scalars in it, at any depth. */
    List<YamlNode> scalars() {
        List<YamlNode> scalars = new ArrayList<>();
        visit(node -> {
            if (node.isScalar()) {
                scalars.add(node);
            }
        });
        return scalars;
    }

    private void visit(Consumer<YamlNode> visitor) {
        visitor.accept(this);
        entries.values().forEach(value -> value.visit(visitor));
        items.forEach(item -> item.visit(visitor));
    }
}
