package io.fnorpa.browser.service.session;

import com.microsoft.playwright.PlaywrightException;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.firefox.Firefox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Why a session could not be opened: where the browser still opens a page of its own, it is what the request asks for that
 * Firefox does not take, and not the browser's failure. Playwright's words are not given: they may hold a saved login.
 */
final class NotOpened {

    private NotOpened() {}

    /** Asks the browser, for no longer than {@code limit}. */
    static ProblemException because(Exception error, SessionRequest request, Firefox firefox, Duration limit) {
        if (error instanceof ProblemException known) {
            return known;
        }
        List<String> wishes = wishes(request);
        if (error instanceof PlaywrightException && !wishes.isEmpty() && opensPages(firefox, limit)) {
            return ProblemException.invalid("Firefox does not take what the request asks for in " + String.join(", ", wishes)
                    + "; the session was not opened");
        }
        return ProblemException.of(ProblemKind.BROWSER_CRASHED, "Firefox could not open a page for the session");
    }

    /** The fields that Firefox has to take. */
    private static List<String> wishes(SessionRequest request) {
        boolean hasState = request.storageState() != null && !request.storageState().isEmpty();
        return Stream.of(hasState ? "'storage_state'" : "", request.locale() == null ? "" : "'locale'", request.timeZone() == null ? "" : "'time_zone'")
                .filter(field -> !field.isEmpty()).toList();
    }

    private static boolean opensPages(Firefox firefox, Duration limit) {
        try {
            firefox.call(() -> firefox.probe(limit), limit);
            return true;
        } catch (TimeoutException | RuntimeException e) {
            return false;
        }
    }
}
