package io.fnorpa.browser.service;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import java.util.List;
import java.util.function.UnaryOperator;

/** A command or call that did not do what it should; becomes a problem document. Its detail never holds a secret. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;
    private final transient Problem problem;

    private ProblemException(ProblemKind kind, Problem problem) {
        super(problem.detail(), null, false, false);
        this.kind = kind;
        this.problem = problem;
    }

    public static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(kind, Problem.of(kind, detail));
    }

    public static ProblemException invalid(String detail) {
        return of(ProblemKind.INVALID_COMMAND, detail);
    }

    /** The portal itself answered with {@code status}. */
    public static ProblemException portalError(int status, String detail) {
        Problem p = Problem.of(ProblemKind.PORTAL_ERROR, detail);
        return new ProblemException(ProblemKind.PORTAL_ERROR,
                new Problem(p.type(), p.title(), p.status(), detail, null, status, null, null, null));
    }

    /** The element is not there, but these are. */
    public static ProblemException notFound(String detail, List<String> candidates) {
        Problem p = Problem.of(ProblemKind.ELEMENT_NOT_FOUND, detail);
        return new ProblemException(ProblemKind.ELEMENT_NOT_FOUND,
                new Problem(p.type(), p.title(), p.status(), detail, null, null, candidates, null, null));
    }

    /** The same problem in other words. */
    public ProblemException inWords(UnaryOperator<String> detail, UnaryOperator<String> candidate) {
        List<String> candidates = problem.candidates() == null ? null : problem.candidates().stream().map(candidate).toList();
        return new ProblemException(kind, new Problem(problem.type(), problem.title(), problem.status(), detail.apply(problem.detail()),
                problem.command(), problem.portalStatus(), candidates, problem.failedIndex(), problem.results()));
    }

    /** The same problem, said of a command. */
    public ProblemException inCommand(String id) {
        return new ProblemException(kind, new Problem(problem.type(), problem.title(), problem.status(), problem.detail(), id,
                problem.portalStatus(), problem.candidates(), problem.failedIndex(), problem.results()));
    }

    /** The same problem, said of a list of commands that stopped at it. */
    public ProblemException inList(int failedIndex, List<CommandResult> before) {
        return new ProblemException(kind, new Problem(problem.type(), problem.title(), problem.status(), problem.detail(),
                problem.command(), problem.portalStatus(), problem.candidates(), failedIndex, List.copyOf(before)));
    }

    public ProblemKind kind() {
        return kind;
    }

    public Problem problem() {
        return problem;
    }
}
