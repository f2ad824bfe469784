package io.fnorpa.flow.tool;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowProblem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The checks that a running orchestrator does before it serves a changed folder, done beforehand: its texts are checked, and its context is built.
 *
 * @param good     versions that could serve, by FNO, with their job types
 * @param problems of folders that could not, by FNO
 */
record FlowsCheck(Map<String, String> good, Map<String, List<FlowProblem>> problems) {

    /** @throws IllegalArgumentException there is no such FNO */
    static FlowsCheck of(Path folder, List<String> fnos) {
        try (FlowLibrary library = FlowLibrary.load(folder)) {
            Map<String, String> good = new TreeMap<>();
            for (FlowContext context : library.all()) {
                good.put(context.settings().fno(), context + ": " + String.join(", ", context.settings().jobTypes().keySet()));
            }
            Map<String, List<FlowProblem>> problems = new TreeMap<>(library.refused());
            Set<String> known = new TreeSet<>(good.keySet());
            known.addAll(problems.keySet());
            for (String fno : fnos) {
                if (!known.contains(fno)) {
                    throw new IllegalArgumentException("there is no folder " + folder.resolve(fno) + NearestName.hint(fno, known));
                }
            }
            if (!fnos.isEmpty()) {
                good.keySet().retainAll(fnos);
                problems.keySet().retainAll(fnos);
            }
            return new FlowsCheck(good, problems);
        }
    }

    /** @return 0 if all could serve, else 1 */
    int print(PrintStream out) {
        good.values().forEach(flow -> out.println("ok  " + flow));
        problems.values().forEach(found -> found.forEach(out::println));
        return problems.isEmpty() ? 0 : 1;
    }
}
