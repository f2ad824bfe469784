package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.fnorpa.browser.service.egress.EgressJournal;
import io.fnorpa.browser.service.egress.EgressJournal.Refusal;
import io.fnorpa.browser.service.egress.EgressProxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What the portal answered: the addresses of the responses since the command before (so that a wait after a click does
 * not come too late), and how each page's last document came.
 */
final class PortalTraffic {

    private static final int KEPT = 500;
    private static final int LONGEST_ADDRESS = 8192;

    private final Deque<Arrived> responses = new ArrayDeque<>();
    private final Map<Page, Document> documents = new WeakHashMap<>();
    private final PortalClock clock = new PortalClock();
    private final EgressJournal journal;
    private long command;
    /** The journal when the last command began, and when the one before it did: what is told now may have come since then. */
    private long begun;
    private long since;

    PortalTraffic(EgressJournal journal) {
        this.journal = journal;
    }

    /**
     * How a page's last document came.
     *
     * @param status  HTTP status, or 0 if there was no answer
     * @param mark    {@code blocked} or {@code unreachable} if it is the proxy's answer, else null
     * @param failure Firefox's word for what went wrong, or null
     * @param refusal what the proxy wrote of it, or null; one of an earlier document of the same host is not meant
     */
    record Document(String url, int status, String mark, String failure, Refusal refusal) {}

    private record Arrived(long command, String url, String contentType) {}

    void nextCommand() {
        command++;
        since = begun;
        begun = journal.now();
        while (!responses.isEmpty() && (responses.size() > KEPT || responses.peekFirst().command() < command - 1)) {
            responses.removeFirst();
        }
    }

    void arrived(Response response) {
        Map<String, String> headers = response.headers();
        responses.addLast(new Arrived(command, cut(response.url()), cut(headers.get("content-type"))));
        if (responses.size() > KEPT) {
            responses.removeFirst();
        }
        String mark = headers.get(EgressProxy.MARK);
        if (documentOf(response.request(), response.status(), mark, null) && mark == null) {
            clock.told(cut(response.url()), headers, Instant.now());
        }
    }

    void failed(Request request) {
        String failure = String.valueOf(request.failure());
        if (!failure.contains("NS_BINDING_ABORTED") && !failure.contains("cancelled")) {
            documentOf(request, 0, null, failure);
        }
    }

    /** A page may make addresses of a million characters; what is kept of them is enough for every pattern. */
    private static String cut(String text) {
        return text == null || text.length() <= LONGEST_ADDRESS ? text : text.substring(0, LONGEST_ADDRESS);
    }

    /** @return whether it is a page's own document */
    private boolean documentOf(Request request, int status, String mark, String failure) {
        if (!request.isNavigationRequest()) {
            return false;
        }
        try {
            Frame frame = request.frame();
            if (frame.parentFrame() == null) {
                Refusal refusal = mark == null && status != 0 ? null : journal.lastFor(Failures.host(request.url()), since).orElse(null);
                documents.put(frame.page(), new Document(cut(request.url()), status, mark, failure, refusal));
                return true;
            }
        } catch (PlaywrightException e) {
            // a page that is not there yet: its own first navigation tells
        }
        return false;
    }

    /** What time it is at the portal's host that the page is of; empty if it has not told. */
    Optional<Instant> portalTime(Page page) {
        return clock.at(page.url(), Instant.now());
    }

    Optional<Document> documentOf(Page page) {
        return Optional.ofNullable(documents.get(page));
    }

    /** The page is sent elsewhere now. */
    void forget(Page page) {
        documents.remove(page);
        since = journal.now();
    }

    boolean hasArrived(Glob pattern) {
        return responses.stream().anyMatch(response -> pattern.matches(response.url()));
    }

    /** Media type of a response that came lately. */
    Optional<String> contentTypeOf(String url) {
        return responses.stream()
                .filter(response -> response.url().equals(url) && response.contentType() != null)
                .reduce((older, newer) -> newer)
                .map(response -> response.contentType().split(";")[0].strip());
    }
}
