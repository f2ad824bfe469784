package io.fnorpa.flows;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The orchestrator's side of one attempt, in memory. It types codes into the session as the orchestrator does. */
final class MemoryChannel implements AttemptChannel {

    /** Evidence that was kept. */
    record Kept(String step, String contentType, byte[] bytes) {}

    private final List<String> steps = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<Kept> evidence = new ArrayList<>();
    private final List<String> pointsOfNoReturn = new ArrayList<>();
    private final List<Boolean> verdicts = new ArrayList<>();
    private final Map<String, Runnable> whenStep = new HashMap<>();
    private Runnable whenPointOfNoReturn = () -> { };
    private BrowserClient browser;

    void serve(BrowserClient session) {
        browser = session;
    }

    /** Does something to the portal when the flow comes to a step. */
    MemoryChannel whenStep(String step, Runnable deed) {
        whenStep.put(step, deed);
        return this;
    }

    MemoryChannel whenPointOfNoReturn(Runnable deed) {
        whenPointOfNoReturn = deed;
        return this;
    }

    List<String> steps() {
        return steps;
    }

    List<String> events() {
        return events;
    }

    List<Kept> evidence() {
        return evidence;
    }

    List<String> evidenceSteps() {
        return evidence.stream().map(Kept::step).toList();
    }

    List<String> pointsOfNoReturn() {
        return pointsOfNoReturn;
    }

    List<Boolean> verdicts() {
        return verdicts;
    }

    @Override
    public void step(String step) {
        steps.add(step);
        whenStep.getOrDefault(step, () -> { }).run();
    }

    @Override
    public void event(String kind, String step, String detail) {
        events.add(kind + ": " + detail);
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        evidence.add(new Kept(step, contentType, bytes));
        return new EvidenceReceipt("evidence/1/" + evidence.size() + "_" + step, "0".repeat(64));
    }

    @Override
    public void pointOfNoReturn(String what) {
        pointsOfNoReturn.add(what);
        whenPointOfNoReturn.run();
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        long step = PracticeCodes.stepAt(Instant.now());
        browser.submitTotp(request.target(), request.frame(), request.page(), PracticeCodes.code(step));
        return new TotpReceipt(step, "octotel");
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        verdicts.add(accepted);
    }

    @Override
    public boolean restoreSession() {
        return false;
    }

    @Override
    public void sessionRefused() {
        throw new UnsupportedOperationException("No saved login was given");
    }

    @Override
    public void saveSession() {
        // saved logins are not what these tests are about
    }
}
