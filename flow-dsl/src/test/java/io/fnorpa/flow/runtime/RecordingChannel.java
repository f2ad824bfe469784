package io.fnorpa.flow.runtime;

import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.flow.TotpUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** An orchestrator of a few lines: it writes down what the attempt tells it. */
class RecordingChannel implements AttemptChannel {

    final List<String> told = new ArrayList<>();
    final List<byte[]> evidence = new ArrayList<>();
    boolean fencedAtStep;
    boolean hasSavedLogin;
    RuntimeException broken;

    @Override
    public void step(String step) {
        told.add("step " + step);
        if (fencedAtStep) {
            throw new AttemptFencedException("another has it");
        }
    }

    @Override
    public void event(String kind, String step, String detail) {
        told.add(kind + " " + detail);
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        told.add("evidence " + step + " " + contentType);
        evidence.add(bytes);
        return new EvidenceReceipt("evidence/1/" + step, "00");
    }

    @Override
    public void pointOfNoReturn(String what) {
        if (broken != null) {
            throw broken;
        }
        told.add("point of no return " + what);
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        throw new TotpUnavailableException("The code store is away; start it");
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        told.add("code " + (accepted ? "accepted" : "refused"));
    }

    @Override
    public boolean restoreSession() {
        return hasSavedLogin;
    }

    @Override
    public void sessionRefused() {
        told.add("saved login refused");
    }

    @Override
    public void saveSession() {
        told.add("session saved");
    }
}
