package io.fnorpa.flows;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.database.TextColumn;
import io.fnorpa.evidence.EvidencePiece;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.totp.TotpAsk;
import io.fnorpa.totp.TotpVerdict;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** A flow's channel within the orchestrator's process: each call is a route of {@code routes/orchestrator}. */
final class LocalAttemptChannel implements AttemptChannel {

    private final RunningAttempt attempt;
    private final ProducerTemplate routes;

    LocalAttemptChannel(RunningAttempt attempt, ProducerTemplate routes) {
        this.attempt = attempt;
        this.routes = routes;
    }

    @Override
    public void step(String step) {
        call("direct:attempt-step", attempt, "step", TextColumn.STEP.fit(step), Object.class);
    }

    @Override
    public void event(String kind, String step, String detail) {
        call("direct:append-event-patiently", new JobEvent(attempt.getJobId(), attempt.getNumber(), kind, step, detail), Object.class);
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        return call("direct:store-evidence", new EvidencePiece(attempt, step, contentType, bytes), EvidenceReceipt.class);
    }

    @Override
    public void pointOfNoReturn(String what) {
        call("direct:point-of-no-return", attempt, "what", what, Object.class);
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        return call("direct:submit-totp", new TotpAsk(attempt, request.target(), request.frame(), request.page()), TotpReceipt.class);
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        call("direct:totp-verdict", new TotpVerdict(attempt, receipt, accepted), Object.class);
    }

    @Override
    public boolean restoreSession() {
        return attempt.getLogin().isSaved();
    }

    @Override
    public void sessionRefused() {
        call("direct:drop-login", attempt, Object.class);
    }

    @Override
    public void saveSession() {
        call("direct:save-login", attempt, Object.class);
    }

    private <T> T call(String route, Object body, Class<T> answer) {
        return call(route, body, "rpaCall", route, answer);
    }

    private <T> T call(String route, Object body, String header, Object value, Class<T> answer) {
        if (attempt.isFenced()) {
            throw new AttemptFencedException("Attempt " + attempt + " is not this instance's any more");
        }
        try {
            return routes.requestBodyAndHeader(route, body, header, value, answer);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
