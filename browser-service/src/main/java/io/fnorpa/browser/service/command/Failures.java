package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.egress.EgressJournal.Reason;
import io.fnorpa.browser.service.egress.EgressJournal.Refusal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong, in the words of the problem kinds. Looks at the page to tell an element that is not there from one
 * that cannot be seen and from one that cannot be used, and at the page's last document: where the portal is down, the
 * missing element is not the news.
 */
final class Failures {

    private static final int FIRST_SERVER_ERROR = 500;
    private static final Pattern MANY = Pattern.compile("resolved to (\\d+) elements");
    /** Playwright's word for a click that is done; it waits then for the navigation that the click began. */
    private static final String CLICKED = "click action done";
    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;]*m");

    private Failures() {}

    static ProblemException of(PlaywrightException error, Scope scope) {
        if (scope.portal().isCrashed() || isClosed(error, scope) && scope.portal().isGone()) {
            return crashed();
        }
        String message = message(error);
        Optional<ProblemException> network = network(scope, message);
        if (network.isPresent()) {
            return network.get();
        }
        if (isClosed(error, scope)) {
            return ProblemException.of(ProblemKind.ELEMENT_NOT_FOUND,
                    "Page '" + pageName(scope) + "' was closed by the portal while the command ran");
        }
        if (scope.command().type() == CommandType.NAVIGATE) {
            return navigation(error, scope, message);
        }
        if (scope.command().target() != null && scope.pageOrNull() != null) {
            return element(error, scope, message);
        }
        return error instanceof TimeoutError ? timeout(scope, message) : ProblemException.invalid(firstLine(message));
    }

    static ProblemException crashed() {
        return ProblemException.of(ProblemKind.BROWSER_CRASHED, "Firefox died; the session is over");
    }

    /** The portal's own news, if the page's last document did not come or is an error page. */
    static Optional<ProblemException> document(Scope scope) {
        Page page = scope.pageOrNull();
        return page == null ? Optional.empty() : scope.portal().traffic().documentOf(page).flatMap(Failures::document);
    }

    private static Optional<ProblemException> document(PortalTraffic.Document document) {
        if (document.mark() != null || document.status() == 0) {
            return Optional.of(document.refusal() == null ? unreachable(host(document.url()), document.failure()) : refused(document.refusal()));
        }
        if (document.status() >= FIRST_SERVER_ERROR) {
            return Optional.of(ProblemException.portalError(document.status(),
                    "The portal answered " + document.url() + " with " + document.status()));
        }
        return Optional.empty();
    }

    private static Optional<ProblemException> network(Scope scope, String message) {
        boolean isNews = scope.command().type() != CommandType.NAVIGATE || message.contains("NS_ERROR");
        return isNews ? document(scope) : Optional.empty();
    }

    private static ProblemException refused(Refusal refusal) {
        return refusal.reason() == Reason.BLOCKED
                ? ProblemException.of(ProblemKind.NAVIGATION_BLOCKED, "The page may not be loaded: " + refusal.detail())
                : ProblemException.of(ProblemKind.PORTAL_UNREACHABLE, "The portal cannot be reached: " + refusal.detail());
    }

    private static ProblemException unreachable(String host, String failure) {
        return ProblemException.of(ProblemKind.PORTAL_UNREACHABLE,
                "The portal cannot be reached: " + host + (failure == null ? "" : " (" + failure + ")"));
    }

    private static ProblemException navigation(PlaywrightException error, Scope scope, String message) {
        String url = scope.command().url();
        if (error instanceof TimeoutError) {
            return ProblemException.of(ProblemKind.TIMEOUT, "The portal did not load " + url + " within " + scope.limit());
        }
        if (message.contains("Download is starting")) {
            return ProblemException.invalid(url + " is a file, not a page; use the command download on the link to it");
        }
        if (message.contains("NS_ERROR") || message.contains("SSL_ERROR") || message.contains("SEC_ERROR") || message.contains("MOZILLA_PKIX")) {
            return ProblemException.of(ProblemKind.PORTAL_UNREACHABLE, "The portal cannot be reached: " + firstLine(message));
        }
        return ProblemException.invalid(firstLine(message));
    }

    private static ProblemException element(PlaywrightException error, Scope scope, String message) {
        String target = scope.command().target();
        Matcher many = MANY.matcher(message);
        if (many.find()) {
            return ProblemException.notFound("Target " + target + " matches " + many.group(1) + " elements; say which one is meant",
                    Candidates.near(scope.document(), target));
        }
        if (message.contains("Unexpected token") || message.contains("while parsing") || message.contains("not a valid selector")
                || message.contains("Malformed selector")) {
            return ProblemException.invalid("Target " + target + " is not a selector: " + firstLine(message));
        }
        return error instanceof TimeoutError ? late(scope, message) : ProblemException.invalid("Target " + target + ": " + firstLine(message));
    }

    /** The time is up: was it not there, not to be seen, or not to be used? */
    private static ProblemException late(Scope scope, String message) {
        if (message.contains(CLICKED)) {
            return ProblemException.of(ProblemKind.TIMEOUT, "Target " + scope.command().target()
                    + " was clicked, but the page that it leads to did not come within " + scope.limit());
        }
        for (String selector : selectors(scope)) {
            Locator locator = scope.locator(selector);
            if (locator.count() == 0) {
                return missing(scope, selector);
            }
            if (!WaitVerb.isVisible(locator)) {
                return ProblemException.of(ProblemKind.ELEMENT_NOT_VISIBLE,
                        "Target " + selector + " is on the page" + frame(scope) + " but was not visible within " + scope.limit());
            }
        }
        return timeout(scope, message);
    }

    private static List<String> selectors(Scope scope) {
        String to = scope.command().toTarget();
        return to == null ? List.of(scope.command().target()) : List.of(scope.command().target(), to);
    }

    /** What {@code selector} looked for is not there, but something else is. */
    static ProblemException missing(Scope scope, String selector) {
        if (scope.command().frame() != null && scope.document().count() == 0) {
            return ProblemException.notFound("Frame " + scope.command().frame() + " was not found within " + scope.limit() + " on "
                    + scope.page().url(), Candidates.near(scope.page().locator("css=html"), "role=iframe " + scope.command().frame()));
        }
        return ProblemException.notFound("Target " + selector + " was not found" + frame(scope) + " within " + scope.limit() + " on "
                + scope.page().url(), Candidates.near(scope.document(), selector));
    }

    private static ProblemException timeout(Scope scope, String message) {
        String what = scope.command().target() == null ? scope.command().type().wireName() : "Target " + scope.command().target();
        return ProblemException.of(ProblemKind.TIMEOUT, what + ": not done within " + scope.limit() + lastLog(message));
    }

    /** Playwright's last word on why it kept waiting, such as "element is not enabled". */
    private static String lastLog(String message) {
        return Arrays.stream(message.split("\n"))
                .map(line -> line.replaceFirst("^[\\s-]+", "").strip())
                .filter(line -> line.startsWith("element is ") || line.contains("intercepts pointer events") || line.startsWith("unexpected value"))
                .reduce((first, second) -> second)
                .map(line -> ": " + line)
                .orElse("");
    }

    private static boolean isClosed(PlaywrightException error, Scope scope) {
        Page page = scope.pageOrNull();
        return page != null && page.isClosed() || error.getClass().getSimpleName().equals("TargetClosedError");
    }

    private static String pageName(Scope scope) {
        return scope.command().page() == null ? "main" : scope.command().page();
    }

    private static String frame(Scope scope) {
        return scope.command().frame() == null ? "" : " in frame " + scope.command().frame();
    }

    private static String message(PlaywrightException error) {
        return ANSI.matcher(String.valueOf(error.getMessage())).replaceAll("");
    }

    /** Playwright writes {@code Error {message='…' name='…' stack='…}}; the first line of the message is for people. */
    private static String firstLine(String message) {
        String text = message.replaceFirst("(?s)^Error \\{\\s*message='", "");
        return text.lines().findFirst().orElse("").replaceFirst("^Error: ", "").strip();
    }

    static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
