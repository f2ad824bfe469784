package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.PlaywrightException;
import org.jboss.logging.Logger;

/**
 * Native dialogs: alert, confirm, prompt. A {@code dialog} command says in advance how the next one is answered; what it
 * said holds for one command that acts on the page and for what is waited for and read after it. A dialog that nobody
 * expected is dismissed, and the command that was running, or the next, reports it.
 */
final class Dialogs {

    private static final Logger LOG = Logger.getLogger(Dialogs.class);

    private Arming armed;
    private boolean isUsedUp;
    private String last;
    private String unexpected;

    private record Arming(boolean accept, String promptText) {}

    void arm(boolean accept, String promptText) {
        armed = new Arming(accept, promptText);
        isUsedUp = false;
    }

    /** A command that acts on the page begins: the first after {@link #arm} may open the dialog, the second may not. */
    void nextAction() {
        if (isUsedUp) {
            armed = null;
        }
        isUsedUp = true;
    }

    String last() {
        return last;
    }

    /** Text of the dialog that nobody expected, once; null if there was none. */
    String takeUnexpected() {
        String taken = unexpected;
        unexpected = null;
        return taken;
    }

    void answer(Dialog dialog) {
        last = dialog.message();
        try {
            if (dialog.type().equals("beforeunload")) {
                dialog.accept(); // leaving a page was asked for
            } else if (armed == null) {
                unexpected = dialog.type() + " '" + dialog.message() + "'";
                dialog.dismiss();
            } else {
                answer(dialog, armed);
                armed = null;
            }
        } catch (PlaywrightException e) {
            LOG.debugf("A dialog was gone before it was answered: %s", e.getClass().getSimpleName());
        }
    }

    private static void answer(Dialog dialog, Arming arming) {
        if (!arming.accept()) {
            dialog.dismiss();
        } else if (arming.promptText() != null) {
            dialog.accept(arming.promptText());
        } else {
            dialog.accept();
        }
    }
}
