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
 * A piece of a YAML file that knows its line, so that what is wrong can be shown where it stands.
 *
 * @param line    counted from 1; of a map's value, the line of its key
 * @param text    of a scalar; null for maps and lists
 * @param entries of a map, in order; empty for others
 * @param items   of a list; empty for others
 * @param kind    scalar, map or list
 */
record YamlNode(int line, Kind kind, String text, Map<String, YamlNode> entries, List<YamlNode> items) {

    enum Kind { SCALAR, MAP, LIST }

    private static final YamlNode NOTHING = new YamlNode(0, Kind.MAP, null, Map.of(), List.of());

    /** Parses a file; a fault in the YAML itself, and a key that stands twice, is a {@link FlowRefusedException}. */
    static YamlNode parse(String file, String yaml) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(yaml);
            if (root.isEmpty()) {
                throw new FlowRefusedException(List.of(new FlowProblem(file, 0, "is empty")));
            }
            return of(file, root.get());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new FlowRefusedException(List.of(new FlowProblem(file, line, "is not YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw new FlowRefusedException(List.of(new FlowProblem(file, 0, "is not YAML: " + e.getMessage())));
        }
    }

    private static YamlNode of(String file, Node node) {
        int line = line(node);
        if (node instanceof ScalarNode scalar) {
            return new YamlNode(line, Kind.SCALAR, scalar.getValue(), Map.of(), List.of());
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = sequence.getValue().stream().map(item -> of(file, item)).toList();
            return new YamlNode(line, Kind.LIST, null, Map.of(), items);
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            int keyLine = line(tuple.getKeyNode());
            if (entries.put(key, of(file, tuple.getValueNode()).at(keyLine)) != null) {
                throw new FlowRefusedException(List.of(new FlowProblem(file, keyLine, "'" + key + "' stands here twice")));
            }
        }
        return new YamlNode(line, Kind.MAP, null, entries, List.of());
    }

    private YamlNode at(int newLine) {
        return new YamlNode(newLine, kind, text, entries, items);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
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
