package io.fnorpa.rig.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param done   faults that were done
 * @param undone faults for which there was nothing to do them to
 * @param states how many jobs ended in which state
 */
record ChaosReport(Schedule schedule, int done, int undone, Map<String, Integer> states, List<Violation> violations, Duration time) {

    boolean isClean() {
        return violations.isEmpty();
    }

    void print(PrintStream out) {
        out.printf("%n%-28s %6s%n", "jobs", schedule.jobs());
        states.forEach((state, count) -> out.printf("  %-26s %6d%n", state, count));
        out.printf("%-28s %6d%s%n", "faults", done, undone == 0 ? "" : "   (" + undone + " found nothing to be done to)");
        byVerb().forEach((verb, count) -> out.printf("  %-26s %6d%n", verb.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
        out.printf("%-28s %6d%n", "violations", violations.size());
        for (Violation.What what : Violation.What.values()) {
            out.printf("  %-26s %6d%n", what.name().toLowerCase(Locale.ROOT).replace('_', ' '), count(what));
        }
        violations.forEach(violation -> out.println("  " + violation));
        out.printf("Seed %d, %d min %d s.%n", schedule.seed(), time.toMinutes(), time.toSecondsPart());
    }

    private long count(Violation.What what) {
        return violations.stream().filter(violation -> violation.what() == what).count();
    }

    private Map<Verb, Integer> byVerb() {
        Map<Verb, Integer> verbs = new EnumMap<>(Verb.class);
        schedule.faults().stream().limit(done + undone).forEach(fault -> verbs.merge(fault.verb(), 1, Integer::sum));
        return verbs;
    }

    /** {@code {"seed", "jobs", "faults", "undone", "seconds", "states": {…}, "verbs": {…}, "violations": {"<rule>": n}, "found": ["…"]}}. */
    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode all = json.createObjectNode().put("seed", schedule.seed()).put("jobs", schedule.jobs()).put("faults", done)
                .put("undone", undone).put("seconds", time.toSeconds());
        ObjectNode counts = all.putObject("states");
        states.forEach(counts::put);
        ObjectNode verbs = all.putObject("verbs");
        byVerb().forEach((verb, count) -> verbs.put(verb.name().toLowerCase(Locale.ROOT), count));
        ObjectNode rules = all.putObject("violations");
        for (Violation.What what : Violation.What.values()) {
            rules.put(what.name().toLowerCase(Locale.ROOT), count(what));
        }
        violations.forEach(violation -> all.withArray("found").add(violation.toString()));
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
}
