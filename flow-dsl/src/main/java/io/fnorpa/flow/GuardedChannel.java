package io.fnorpa.flow;

import io.fnorpa.browser.client.BrowserCallInterruptedException;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceException;
import java.util.function.Supplier;

/**
 * The attempt's channel, with two promises more: once a call has said that the attempt is not ours any more, every later
 * one says so too; and what else goes wrong behind it is known as a fault of the platform, not of the flow.
 */
final class GuardedChannel implements AttemptChannel {

    private final AttemptChannel channel;
    private volatile AttemptFencedException fence;

    GuardedChannel(AttemptChannel channel) {
        this.channel = channel;
    }

    void requireOurs() {
        if (fence != null) {
            throw fence;
        }
    }

    @Override
    public void step(String step) {
        tell("telling the step", () -> channel.step(step));
    }

    @Override
    public void event(String kind, String step, String detail) {
        tell("writing an event", () -> channel.event(kind, step, detail));
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        return ask("keeping evidence", () -> channel.evidence(step, contentType, bytes));
    }

    @Override
    public void pointOfNoReturn(String what) {
        tell("recording the point of no return", () -> channel.pointOfNoReturn(what));
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        return ask("asking for a code", () -> channel.submitTotp(request));
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        tell("reporting the portal's verdict on a code", () -> channel.totpVerdict(receipt, accepted));
    }

    @Override
    public boolean restoreSession() {
        return ask("asking for a saved login", channel::restoreSession);
    }

    @Override
    public void sessionRefused() {
        tell("dropping a saved login", channel::sessionRefused);
    }

    @Override
    public void saveSession() {
        tell("saving the login", channel::saveSession);
    }

    private void tell(String what, Runnable call) {
        ask(what, () -> {
            call.run();
            return null;
        });
    }

    private <T> T ask(String what, Supplier<T> call) {
        requireOurs();
        try {
            return call.get();
        } catch (AttemptFencedException e) {
            fence = e;
            throw e;
        } catch (TotpUnavailableException | BrowserException | BrowserServiceException | BrowserCallInterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PlatformFailedException("The platform failed at " + what + ": " + e.getMessage(), e);
        }
    }
}
