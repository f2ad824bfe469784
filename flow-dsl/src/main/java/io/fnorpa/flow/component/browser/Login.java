package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.CommandType;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRefusedException;
import io.fnorpa.flow.TotpRequest;

/** The verbs of logging in. */
final class Login {

    private Login() {}

    /** Code in, send, then wait for the portal's verdict and report it. */
    static void totp(BrowserCall call) {
        AttemptChannel channel = call.attempt().channel();
        call.attempt().step("login-code");
        call.doing();
        TotpReceipt receipt = channel.submitTotp(new TotpRequest(call.text("target"), call.text("frame"), call.text("page")));
        sendForm(call);
        boolean accepted = "target".equals(call.send(call.draftAt(CommandType.WAIT, call.text("accepted"))
                .orTarget(call.text("refused"))).value());
        channel.totpVerdict(receipt, accepted);
        if (!accepted) {
            throw new TotpRefusedException("The portal refused the code of account " + receipt.account()
                    + "; check the account's TOTP secret and this machine's clock");
        }
    }

    private static void sendForm(BrowserCall call) {
        if (call.has("submit")) {
            call.send(call.draftAt(CommandType.CLICK, call.text("submit")));
        } else {
            call.send(call.draft(CommandType.PRESS).key("Enter"));
        }
    }

    /**
     * The body becomes true if the portal knows the saved login that the session began with: opens a page behind the
     * login and looks. Without a saved login nothing is done, and the body becomes false.
     */
    static void restoreSession(BrowserCall call) {
        AttemptChannel channel = call.attempt().channel();
        boolean restored = channel.restoreSession();
        if (restored && call.has("url")) {
            restored = isKnown(call);
            if (!restored) {
                channel.sessionRefused();
            }
        }
        call.body(restored);
    }

    private static boolean isKnown(BrowserCall call) {
        call.send(call.draft(CommandType.NAVIGATE).url(call.text("url")));
        return "target".equals(call.send(call.draftAt(CommandType.WAIT, call.text("accepted"))
                .orTarget(call.text("refused"))).value());
    }

    static void saveSession(BrowserCall call) {
        call.attempt().channel().saveSession();
    }
}
