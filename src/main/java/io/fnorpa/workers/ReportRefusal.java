package io.fnorpa.workers;

import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;

/** A call of a worker that is not answered as it wishes, through its own fault. */
final class ReportRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ReportProblem problem;

    private ReportRefusal(ReportProblem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    static ReportRefusal of(ReportProblemKind kind, String detail) {
        return new ReportRefusal(ReportProblem.of(kind, detail));
    }

    static ReportRefusal invalid(String detail) {
        return of(ReportProblemKind.INVALID_REQUEST, detail);
    }

    ReportProblem problem() {
        return problem;
    }
}
