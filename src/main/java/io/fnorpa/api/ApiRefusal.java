package io.fnorpa.api;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is refused, with the answer that its caller gets. Not a fault of the platform. */
public final class ApiRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_DETAIL = 20;

    private final transient ApiProblem problem;

    private ApiRefusal(ApiProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static ApiRefusal of(ApiProblemKind kind, String detail) {
        return new ApiRefusal(ApiProblem.of(kind, detail));
    }

    static ApiRefusal invalid(List<FieldError> errors) {
        String detail = errors.stream().limit(MOST_IN_DETAIL).map(error -> error.field() + " " + error.message()).collect(Collectors.joining("; "));
        return new ApiRefusal(ApiProblem.of(ApiProblemKind.INVALID_REQUEST,
                errors.size() <= MOST_IN_DETAIL ? detail : detail + "; and " + (errors.size() - MOST_IN_DETAIL) + " more, see errors", errors));
    }

    static ApiRefusal invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    static ApiRefusal conflicts(String detail, List<FieldError> errors) {
        return new ApiRefusal(ApiProblem.of(ApiProblemKind.CONFLICT, detail, errors));
    }

    static ApiRefusal noSuchJob(Object id) {
        return of(ApiProblemKind.NOT_FOUND, "There is no job " + id);
    }

    ApiProblem problem() {
        return problem;
    }
}
