package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A kind of work that an FNO's flows can do.
 *
 * @param description for people
 * @param deadline    longest time for one attempt
 * @param parameters  by name, in the order of the settings
 */
public record JobType(String description, Duration deadline, Map<String, JobParameter> parameters) {

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
