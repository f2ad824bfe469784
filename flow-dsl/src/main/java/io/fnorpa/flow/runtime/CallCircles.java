package io.fnorpa.flow.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds routes and Kamelets that call themselves, directly or through others: a job would go round in them until its thread's stack is full. */
final class CallCircles {

    /** By {@code direct:<route>} and {@code kamelet:<name>}. */
    private final Map<String, Caller> callers = new LinkedHashMap<>();

    /** @param texts all that it says, calls among them */
    private record Caller(String file, List<YamlNode> texts) {}

    /** @param uri of a route or Kamelet */
    void add(String uri, String file, YamlNode steps) {
        callers.put(uri, new Caller(file, steps.scalars()));
    }

    /** One problem for each that calls itself, at the call that leads back to it. */
    List<FlowProblem> problems() {
        List<FlowProblem> problems = new ArrayList<>();
        callers.forEach((uri, caller) -> caller.texts().stream().filter(call -> callers.containsKey(call.text()))
                .flatMap(call -> way(call.text(), uri, new TreeSet<>()).map(way -> FlowProblem.at(caller.file(), call.place(),
                        uri + " calls itself: " + uri + " → " + way)).stream())
                .findFirst().ifPresent(problems::add));
        return problems;
    }

    /** From one to another; empty if there is none. */
    private Optional<String> way(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return Optional.of(to);
        }
        if (!seen.add(from)) {
            return Optional.empty();
        }
        return callers.get(from).texts().stream().map(YamlNode::text).filter(callers::containsKey)
                .flatMap(next -> way(next, to, seen).stream()).findFirst().map(rest -> from + " → " + rest);
    }
}
