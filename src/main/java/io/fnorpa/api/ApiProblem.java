package io.fnorpa.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An error answer: a problem document after RFC 9457, media type {@value #MEDIA_TYPE}.
 *
 * @param type   stable URI of the kind
 * @param title  of the kind
 * @param status HTTP status
 * @param detail what happened and what to do
 * @param errors each field that is wrong; empty where it is not about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApiProblem(String type, String title, int status, String detail, List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ApiProblem of(ApiProblemKind kind, String detail) {
        return of(kind, detail, List.of());
    }

    static ApiProblem of(ApiProblemKind kind, String detail, List<FieldError> errors) {
        return new ApiProblem(kind.type(), kind.title(), kind.status(), detail, errors);
    }
}
