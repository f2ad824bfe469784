package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Page;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages of a session in the order of their opening; the first is the main one. */
final class Pages {

    private static final int POLL_MS = 50;

    private final List<Page> opened = new ArrayList<>();

    /** False if it is known already. */
    boolean add(Page page) {
        return !opened.contains(page) && opened.add(page);
    }

    Page main() {
        return opened.get(0);
    }

    boolean areAllClosed() {
        return opened.stream().allMatch(Page::isClosed);
    }

    /** Some page that is open, to wait on; the main one if it is. */
    Page anyOpen() {
        return opened.stream().filter(page -> !page.isClosed()).findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemKind.ELEMENT_NOT_FOUND, "The portal closed all pages of the session"));
    }

    /**
     * The page that a command means, awaited within its limit.
     *
     * @param name null or {@code main}, {@code popup}, a number, or a URL pattern
     */
    Page find(String name, TimeLimit limit) {
        if (name == null || name.equals("main")) {
            return open(main(), "main");
        }
        for (;;) {
            Optional<Page> found = lookUp(name);
            if (found.isPresent()) {
                return found.get();
            }
            if (limit.isOver()) {
                throw ProblemException.of(ProblemKind.TIMEOUT,
                        "No page '" + name + "' came within " + limit + "; open are " + addresses());
            }
            anyOpen().waitForTimeout(Math.min(POLL_MS, limit.leftMs()));
        }
    }

    private Optional<Page> lookUp(String name) {
        if (name.equals("popup")) {
            return newestPopup();
        }
        if (name.matches("\\d{1,3}")) {
            int number = Integer.parseInt(name);
            return number < opened.size() ? Optional.of(open(opened.get(number), name)) : Optional.empty();
        }
        Glob glob = new Glob(name);
        return opened.stream().filter(page -> !page.isClosed() && glob.matches(page.url())).findFirst();
    }

    private Optional<Page> newestPopup() {
        for (int i = opened.size() - 1; i > 0; i--) {
            if (!opened.get(i).isClosed()) {
                return Optional.of(opened.get(i));
            }
        }
        return Optional.empty();
    }

    private Page open(Page page, String name) {
        if (page.isClosed()) {
            throw ProblemException.of(ProblemKind.ELEMENT_NOT_FOUND,
                    "Page '" + name + "' was closed by the portal; open are " + addresses());
        }
        return page;
    }

    private String addresses() {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            if (!opened.get(i).isClosed()) {
                open.add(i + " " + opened.get(i).url());
            }
        }
        return open.stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
