package io.fnorpa.flows;

import io.fnorpa.flow.runtime.FieldProblem;
import io.fnorpa.flow.runtime.FlowContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What serves an FNO.
 *
 * @param main      serves the jobs that the candidate does not; its settings are the FNO's
 * @param candidate a newer version that serves a share of them; null if there is none
 * @param share     in percent
 */
public record ServedFlow(FlowContext main, FlowContext candidate, int share) {

    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int HALF = 32;

    static ServedFlow all(FlowContext context) {
        return new ServedFlow(context, null, 0);
    }

    /**
     * The same for all attempts at a job, as long as nobody decides anew. A job that only one of the two takes, by its type and parameters, is that one's.
     */
    FlowContext choose(long job, String type, Map<String, Object> parameters) {
        if (candidate == null || !takes(candidate, type, parameters)) {
            return main;
        }
        return bucket(job) < share || !takes(main, type, parameters) ? candidate : main;
    }

    /** For a lookup of a lost job: the version that its attempts have, but where only the other can ask the portal, that one. */
    FlowContext chooseForLookup(long job, String type, Map<String, Object> parameters) {
        FlowContext chosen = choose(job, type, parameters);
        return Stream.concat(Stream.of(chosen), contexts()).filter(context -> context.hasLookup(type)).findFirst().orElse(chosen);
    }

    /** Can the portal be asked what became of a job of this type? */
    boolean hasLookup(String type) {
        return contexts().anyMatch(context -> context.hasLookup(type));
    }

    /** What is wrong with a job's type or parameters; empty if one of the two versions takes it. */
    public List<FieldProblem> check(String type, Map<String, Object> parameters) {
        return candidate != null && takes(candidate, type, parameters) ? List.of() : main.settings().check(type, parameters);
    }

    private static boolean takes(FlowContext context, String type, Map<String, Object> parameters) {
        return context.settings().check(type, parameters).isEmpty();
    }

    /** Numbers that follow each other are spread over 0 to 99. */
    static int bucket(long job) {
        long mixed = job * MIX;
        return (int) Long.remainderUnsigned(mixed ^ mixed >>> HALF, FlowDecision.ALL);
    }

    public Optional<FlowContext> newer() {
        return Optional.ofNullable(candidate);
    }

    Stream<FlowContext> contexts() {
        return Stream.concat(Stream.of(main), newer().stream());
    }
}
