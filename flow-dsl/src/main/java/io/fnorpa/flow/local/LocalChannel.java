package io.fnorpa.flow.local;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.otp.Base32Key;
import io.fnorpa.otp.TotpCodes;
import io.fnorpa.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The orchestrator's side of one attempt that nothing of the platform stands behind: what it is told goes to the reader,
 * evidence to a folder; codes are made here. Before what cannot be taken back it fences the attempt off, unless the portal
 * is one to practise on or the author has allowed it, so that no verb of the flow does anything any more.
 */
public final class LocalChannel implements AttemptChannel {

    private final FnoSettings fno;
    private final BrowserClient browser;
    private final LocalSecrets secrets;
    private final LocalCodes codes;
    private final RunFolder folder;
    private final Consumer<String> steps;
    private final Consumer<String> notes;
    private final boolean practice;
    private final boolean mayChange;
    private String stoppedBefore;

    /**
     * @param browser  of the session; a code is typed into it
     * @param steps    is told each step, {@code octotel-login}, and each piece of evidence
     * @param notes    is told all else that the reader wants to know
     * @param practice whether the portal is one to practise on; it takes the next code before its time
     * @param mayChange whether the flow may pass its point of no return elsewhere
     */
    public LocalChannel(FnoSettings fno, BrowserClient browser, LocalSecrets secrets, LocalCodes codes, RunFolder folder, Consumer<String> steps,
            Consumer<String> notes, boolean practice, boolean mayChange) {
        this.fno = fno;
        this.browser = browser;
        this.secrets = secrets;
        this.codes = codes;
        this.folder = folder;
        this.steps = steps;
        this.notes = notes;
        this.practice = practice;
        this.mayChange = mayChange;
    }

    /** What the flow was about to do that cannot be taken back, if that is where it was stopped. */
    public Optional<String> stoppedBefore() {
        return Optional.ofNullable(stoppedBefore);
    }

    @Override
    public void step(String step) {
        steps.accept(step);
    }

    @Override
    public void event(String kind, String step, String detail) {
        notes.accept("" + kind + ": " + detail);
    }

    @Override
    public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
        EvidenceReceipt receipt = folder.keep(step, contentType, bytes);
        steps.accept("  kept " + receipt.key());
        return receipt;
    }

    @Override
    public void pointOfNoReturn(String what) {
        if (!practice && !mayChange) {
            stoppedBefore = what;
            throw new AttemptFencedException("stopped before the point of no return: " + what);
        }
    }

    @Override
    public TotpReceipt submitTotp(TotpRequest request) {
        FnoSettings.Totp rules = fno.totp().orElseThrow(() -> new TotpUnavailableException("fno.yaml of " + fno.fno()
                + " has no totp; say there how the portal's codes are made: totp: { digits: 6, period: 30 }"));
        TotpCodes maker = new TotpCodes(rules, key());
        LocalCodes.Step step = codes.take(fno.fno(), rules, practice);
        await(step.delay());
        Secret code = maker.at(step.number());
        try {
            browser.submitTotp(request.target(), request.frame(), request.page(), code);
        } finally {
            code.wipe();
        }
        return new TotpReceipt(step.number(), fno.fno());
    }

    private byte[] key() {
        String file = fno.secretFile(LocalSecrets.TOTP_SECRET);
        Secret secret = secrets.find(file).orElseThrow(() -> new TotpUnavailableException("There is no file " + secrets.file(file)
                + "; put the Base32 key of the account's codes into it"));
        try {
            return Base32Key.decode(secret.reveal());
        } catch (IllegalArgumentException e) {
            throw new TotpUnavailableException(secrets.file(file) + " does not hold a Base32 key: " + e.getMessage());
        } finally {
            secret.wipe();
        }
    }

    /** At most five minutes, by {@link LocalCodes}. */
    private void await(Duration wait) {
        if (wait.isZero()) {
            return;
        }
        notes.accept("waiting " + (wait.toSeconds() + 1) + " s for the account's next code: the last one was used already, or is nearly over");
        try {
            Thread.sleep(wait.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TotpUnavailableException("The wait for the next code was broken off", e);
        }
    }

    @Override
    public void totpVerdict(TotpReceipt receipt, boolean accepted) {
        if (!accepted) {
            notes.accept("the portal refused the code of step " + receipt.step());
        }
    }

    @Override
    public boolean restoreSession() {
        return false;
    }

    @Override
    public void sessionRefused() {
        throw new IllegalStateException("No saved login was given");
    }

    @Override
    public void saveSession() {
        // a local run begins each time without a login
    }
}
