package io.fnorpa.api;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is refused, with the answer that its caller gets. Not a fault of the platform. */
public final class ApiRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiProblem problem;

    private ApiRefusal(ApiProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static ApiRefusal of(ApiProblemKind kind, String detail) {
        return new ApiRefusal(ApiProblem.of(kind, detail));
    }

    static ApiRefusal invalid(List<FieldError> errors) {
        String detail = errors.stream().map(error -> error.field() + " " + error.message()).collect(Collectors.joining("; "));
        return new ApiRefusal(ApiProblem.of(ApiProblemKind.INVALID_REQUEST, detail, errors));
    }

    static ApiRefusal invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    static ApiRefusal noSuchJob(Object id) {
        return of(ApiProblemKind.NOT_FOUND, "There is no job " + id);
    }

    ApiProblem problem() {
        return problem;
    }
}
