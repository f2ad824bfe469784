package io.fnorpa.worker;

import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.client.ToldFailure;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;
import java.io.IOException;
import java.net.URI;

/** What the orchestrator's problem documents stand for: the exceptions that a flow in its own process would have met. */
final class ChannelFailures {

    private ChannelFailures() {}

    static RuntimeException of(int status, byte[] body, URI orchestrator) {
        ReportProblem problem;
        try {
            problem = WireJson.mapper().readValue(body, ReportProblem.class);
        } catch (IOException e) {
            return new IllegalStateException("The orchestrator at " + orchestrator + " answered HTTP " + status + " without a problem document");
        }
        return ReportProblemKind.ofType(problem.type()).map(kind -> of(kind, problem))
                .orElseGet(() -> new IllegalStateException(text(problem)));
    }

    private static RuntimeException of(ReportProblemKind kind, ReportProblem problem) {
        return switch (kind) {
            case ATTEMPT_FENCED, ATTEMPT_CANCELLED -> new AttemptFencedException(problem.detail());
            case TOTP_UNAVAILABLE -> new TotpUnavailableException(problem.detail());
            case BROWSER_PROBLEM -> ToldFailure.of(problem.browser());
            case BROWSER_FAILED -> ToldFailure.of(problem.failure(), problem.detail());
            case PLATFORM_FAILED -> new IllegalStateException(problem.detail());
            default -> new IllegalStateException(text(problem));
        };
    }

    private static String text(ReportProblem problem) {
        return problem.detail() == null ? problem.title() : problem.title() + ": " + problem.detail();
    }
}
