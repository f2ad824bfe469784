package io.fnorpa.worker;

import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.ticket.Ticket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flow's channel from a worker to the orchestrator: each call is a route of {@code routes/orchestrator/attempts}. It
 * behaves as the channel within the orchestrator's process does; codes and logins never come through it.
 */
public final class RemoteAttemptChannel implements AttemptChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAttemptChannel.class);
    /** What the database has to take; the orchestrator tries for two leases' length while it is away. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);
    /** The longest that a code's turn is waited for is 50 minutes ({@code rpa.totp.max-wait}). */
    private static final Duration TURN_LIMIT = Duration.ofMinutes(55);

    private final OrchestratorLine line;

    /** @param ticket whose {@code orchestrator} and {@code attemptToken} are set */
    public RemoteAttemptChannel(Ticket ticket) {
        this(new OrchestratorLine(ticket));
    }

    RemoteAttemptChannel(OrchestratorLine line) {
        this.line = line;
    }

    @Override
    public void step(String step) {
        LOG.debug("{}", step); // the thread's name is the attempt's
        line.post("step", fields("step", step), WRITE_LIMIT, Void.class);
    }

    @Override
    public void event(String kind, String step, String detail) {
        Map<String, Object> event = fields("kind", kind);
        event.put("step", step);
        event.put("detail", detail);
        line.post("event", event, WRITE_LIMIT, Void.class);
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        return line.post("evidence?" + OrchestratorLine.query("step", step) + "&" + OrchestratorLine.query("type", contentType), bytes,
                WRITE_LIMIT, EvidenceReceipt.class);
    }

    @Override
    public void pointOfNoReturn(String what) {
        line.post("no-return", fields("what", what), WRITE_LIMIT, Void.class);
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        return line.post("totp", request, TURN_LIMIT, TotpReceipt.class);
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        Map<String, Object> verdict = fields("step", receipt.step());
        verdict.put("account", receipt.account());
        verdict.put("accepted", accepted);
        line.post("totp-verdict", verdict, WRITE_LIMIT, Void.class);
    }

    @Override
    public boolean restoreSession() {
        return line.get("login", WRITE_LIMIT, SavedLogin.class).saved();
    }

    @Override
    public void sessionRefused() {
        line.post("login-refused", Map.of(), TURN_LIMIT, Void.class);
    }

    @Override
    public void saveSession() {
        line.post("login-save", Map.of(), WRITE_LIMIT, Void.class);
    }

    private static Map<String, Object> fields(String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return fields;
    }

    /** Whether the session began with a saved login. */
    record SavedLogin(boolean saved) {}
}
