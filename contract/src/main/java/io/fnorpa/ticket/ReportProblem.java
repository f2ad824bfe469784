package io.fnorpa.ticket;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fnorpa.browser.Problem;

/**
 * An error answer between orchestrator and worker: a problem document after RFC 9457, media type {@link Problem#MEDIA_TYPE}.
 *
 * @param type    stable URI of the kind, see {@link ReportProblemKind#type()}
 * @param title   of the kind
 * @param status  HTTP status
 * @param detail  what happened and what to do; never a secret
 * @param browser browser-problem: what the browser service answered the orchestrator
 * @param failure browser-failed: how the browser service failed the orchestrator ({@code timeout}, {@code connection}, {@code answer})
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportProblem(String type, String title, int status, String detail, Problem browser, String failure) {

    public static ReportProblem of(ReportProblemKind kind, String detail) {
        return new ReportProblem(kind.type(), kind.title(), kind.status(), detail, null, null);
    }

    /** A browser service has answered with a problem, which is the flow's to judge. */
    public static ReportProblem of(Problem browser, String detail) {
        ReportProblemKind kind = ReportProblemKind.BROWSER_PROBLEM;
        return new ReportProblem(kind.type(), kind.title(), kind.status(), detail, browser, null);
    }

    /** A browser service gave no usable answer. */
    public static ReportProblem failed(String failure, String detail) {
        ReportProblemKind kind = ReportProblemKind.BROWSER_FAILED;
        return new ReportProblem(kind.type(), kind.title(), kind.status(), detail, null, failure);
    }
}
