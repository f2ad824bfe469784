package io.fnorpa.flow.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** An FNO's folder has faults and is not taken into use. */
public final class FlowRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FlowProblem> problems;

    public FlowRefusedException(List<FlowProblem> problems) {
        super(problems.stream().map(FlowProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<FlowProblem> problems() {
        return problems;
    }
}
