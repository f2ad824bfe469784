package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of work that an FNO's flows can do.
 *
 * @param description for people
 * @param deadline    longest time for one attempt; empty: the platform's {@code rpa.worker-timeout}
 * @param parameters  by name, in the order of the settings
 */
public record JobType(String description, Optional<Duration> deadline, Map<String, JobParameter> parameters) {

    /** The longest life of a session's token. */
    public static final Duration LONGEST_DEADLINE = Duration.ofHours(1);

    /** What is wrong with these parameters; empty if nothing is. */
    List<FieldProblem> check(Map<String, Object> given) {
        List<FieldProblem> problems = new ArrayList<>();
        given.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .forEach(name -> problems.add(new FieldProblem(name, "is not a parameter of this job type"
                        + NearestName.hint(name, parameters.keySet()))));
        parameters.forEach((name, parameter) -> parameter.check(given.get(name))
                .ifPresent(message -> problems.add(new FieldProblem(name, message))));
        return problems;
    }
}
