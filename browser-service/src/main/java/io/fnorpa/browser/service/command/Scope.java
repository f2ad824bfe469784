package io.fnorpa.browser.service.command;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.fnorpa.browser.Command;
import java.util.List;

/** One command under way: what it asks for, on which page, and how much of its time is left. */
final class Scope {

    private final Portal portal;
    private final Command command;
    private final TimeLimit limit;
    private Page page;

    Scope(Portal portal, Command command, TimeLimit limit) {
        this.portal = portal;
        this.command = command;
        this.limit = limit;
    }

    Portal portal() {
        return portal;
    }

    Command command() {
        return command;
    }

    TimeLimit limit() {
        return limit;
    }

    double leftMs() {
        return limit.leftMs();
    }

    /** The page that the command means; awaited when it is asked for first. */
    Page page() {
        if (page == null) {
            page = portal.pages().find(command.page(), limit);
        }
        return page;
    }

    /** The page that the command means, if it has come to look for one. */
    Page pageOrNull() {
        return page;
    }

    Locator target() {
        return locator(command.target());
    }

    Locator locator(String selector) {
        return locator(page(), command.frame(), selector);
    }

    /**
     * The page's title. Playwright's own {@code title()} gives an empty one, or "Loading…", if the browser is gone or
     * a navigation is under way; and a form of that name would hide the document's.
     */
    String title() {
        return (String) page().evaluate("() => Object.getOwnPropertyDescriptor(Document.prototype, 'title').get.call(document)");
    }

    /** All of the page or of the frame. */
    Locator document() {
        return locator("css=html");
    }

    static Locator locator(Page page, String frame, String selector) {
        String translated = Selectors.playwright(selector);
        if (frame == null) {
            return page.locator(translated);
        }
        List<String> frames = Selectors.frames(frame);
        FrameLocator inner = page.frameLocator(frames.get(0));
        for (String next : frames.subList(1, frames.size())) {
            inner = inner.frameLocator(next);
        }
        return inner.locator(translated);
    }

    /** Waits a little, while events of the browser are taken in. */
    void pause(int millis) {
        portal.pages().anyOpen().waitForTimeout(Math.min(millis, leftMs()));
    }
}
