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
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param done   faults that were done
 * @param undone how many there was nothing to do to
 * @param states how many jobs ended in which state
 */
record ChaosReport(Schedule schedule, List<Fault> done, int undone, Map<String, Integer> states, List<Violation> violations, Duration time) {

    /** No rule was violated, and the run was what was asked for: all jobs, and three quarters of the faults at least. */
    boolean isClean() {
        return violations.isEmpty() && whatIsMissing().isEmpty();
    }

    /** Why it shows less than was asked for; empty if it does not. */
    Optional<String> whatIsMissing() {
        int ended = states.values().stream().mapToInt(Integer::intValue).sum();
        if (ended < schedule.jobs()) {
            return Optional.of("only " + ended + " of " + schedule.jobs() + " jobs were brought in before the time was over");
        }
        return done.size() * 4 >= schedule.faults().size() * 3 ? Optional.empty()
                : Optional.of("only " + done.size() + " of " + schedule.faults().size() + " faults were done");
    }

    void print(PrintStream out) {
        out.printf("%n%-28s %6s%n", "jobs", schedule.jobs());
        states.forEach((state, count) -> out.printf("  %-26s %6d%n", state, count));
        out.printf("%-28s %6d%s%n", "faults", done.size(), undone == 0 ? "" : "   (" + undone + " found nothing to be done to)");
        byVerb().forEach((verb, count) -> out.printf("  %-26s %6d%n", verb.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
        out.printf("%-28s %6d%n", "violations", violations.size());
        for (Violation.What what : Violation.What.values()) {
            out.printf("  %-26s %6d%n", what.name().toLowerCase(Locale.ROOT).replace('_', ' '), count(what));
        }
        violations.forEach(violation -> out.println("  " + violation));
        whatIsMissing().ifPresent(missing -> out.println("It shows less than was asked for: " + missing));
        out.printf("Seed %d, %d min %d s.%n", schedule.seed(), time.toMinutes(), time.toSecondsPart());
    }

    private long count(Violation.What what) {
        return violations.stream().filter(violation -> violation.what() == what).count();
    }

    private Map<Verb, Integer> byVerb() {
        Map<Verb, Integer> verbs = new EnumMap<>(Verb.class);
        done.forEach(fault -> verbs.merge(fault.verb(), 1, Integer::sum));
        return verbs;
    }

    /** {@code {"seed", "jobs", "faults", "undone", "seconds", "states": {…}, "verbs": {…}, "violations": {"<rule>": n}, "found": ["…"]}}. */
    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode all = json.createObjectNode().put("seed", schedule.seed()).put("jobs", schedule.jobs()).put("faults", done.size())
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
