package io.fnorpa.bench.browser;

import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;

/** An attempt's channel that keeps nothing, so that the flow alone is measured, as the bare script keeps nothing. */
final class QuietChannel implements AttemptChannel {

    private int pictureBytes;

    int pictureBytes() {
        return pictureBytes;
    }

    @Override
    public void step(String step) {
        // nobody watches
    }

    @Override
    public void event(String kind, String step, String detail) {
        // nobody reads
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        pictureBytes = bytes.length;
        return new EvidenceReceipt("evidence/1/bench_" + step + ".png", "");
    }

    @Override
    public void pointOfNoReturn(String what) {
        throw new UnsupportedOperationException("A validation has none");
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        throw new UnsupportedOperationException("MetroFibre asks for no code");
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        throw new UnsupportedOperationException("MetroFibre asks for no code");
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
        // each round signs in
    }
}
