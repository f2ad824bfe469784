package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A picture as PNG. Painted over are: the elements that the command names, the fields that secrets were typed into, and
 * every element that shows a secret, also one that is put together from several elements in a line. The texts are
 * compared here, not in the page: a page could listen. Elements are marked by an attribute for the moment of the picture;
 * what they show is made invisible too, because letters may stand outside of their element's box.
 */
final class ScreenshotVerb implements Verb {

    private static final String MARK = "data-painted-over";
    private static final String GREY = "#808080";
    private static final String INVISIBLE = Stream.of("", "::before", "::after", "::marker", "::placeholder")
            .map(part -> "[" + MARK + "]" + part)
            .collect(Collectors.joining(", ", "", " { color: transparent !important; -webkit-text-fill-color: transparent !important; "
                    + "-webkit-text-stroke: 0 !important; text-shadow: none !important; text-emphasis: none !important; transition: none !important }"));
    private static final String WITHOUT_ELEMENTS = "f => ({characters: f.characters, texts: f.texts, lines: f.lines})";
    private static final String TEXTS_ALONE = "most => (" + WITHOUT_ELEMENTS + ")((" + Scripts.TEXTS + ")(most))";

    @Override
    public Yield run(Scope scope) {
        Page page = scope.page();
        List<JSHandle> marked = new ArrayList<>();
        try {
            page.frames().forEach(frame -> mark(frame, scope, marked));
            byte[] png = take(scope, page, masks(scope, page, !marked.isEmpty()));
            return new Yield(null, "image/png", null, Base64.getEncoder().encodeToString(png));
        } finally {
            marked.forEach(ScreenshotVerb::unmark);
        }
    }

    private static byte[] take(Scope scope, Page page, List<Locator> masks) {
        if (scope.command().target() != null) {
            return scope.target().screenshot(new Locator.ScreenshotOptions()
                    .setMask(masks).setMaskColor(GREY).setStyle(INVISIBLE).setTimeout(scope.leftMs()));
        }
        return page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(Boolean.TRUE.equals(scope.command().fullPage()))
                .setMask(masks).setMaskColor(GREY).setStyle(INVISIBLE).setTimeout(scope.leftMs()));
    }

    private static List<Locator> masks(Scope scope, Page page, boolean hasMarks) {
        List<Locator> masks = new ArrayList<>();
        if (scope.command().mask() != null) {
            scope.command().mask().forEach(selector -> masks.add(scope.locator(selector)));
        }
        scope.portal().typed().stream()
                .filter(typed -> typed.page() == page)
                .forEach(typed -> masks.add(Scope.locator(page, typed.frame(), typed.target())));
        for (Frame frame : hasMarks ? page.frames() : List.<Frame>of()) {
            masks.add(frame.locator("css=[" + MARK + "]"));
        }
        return masks;
    }

    private static void mark(Frame frame, Scope scope, List<JSHandle> marked) {
        try {
            SessionSecrets secrets = scope.portal().secrets();
            if (secrets.areNone() || showing(secrets, frame.evaluate(TEXTS_ALONE, AnswerBounds.LONGEST_TEXT)).isEmpty()) {
                return; // nearly always
            }
            JSHandle found = frame.evaluateHandle(Scripts.TEXTS, AnswerBounds.LONGEST_TEXT);
            marked.add(found);
            List<Integer> secret = showing(secrets, found.evaluate(WITHOUT_ELEMENTS));
            found.evaluate("(f, indexes) => indexes.forEach(i => f.elements[i].setAttribute('" + MARK + "', ''))", secret);
        } catch (PlaywrightException e) {
            if (!frame.isDetached()) {
                throw e; // better no picture than one with a secret
            }
        }
    }

    /** Numbers of the elements that show a secret. */
    private static List<Integer> showing(SessionSecrets secrets, Object shown) {
        Map<?, ?> found = (Map<?, ?>) shown;
        AnswerBounds.mustFit("What the page shows", ((Number) found.get("characters")).longValue()); // better no picture than one with a secret
        List<?> texts = (List<?>) found.get("texts");
        List<?> lines = (List<?>) found.get("lines");
        return IntStream.range(0, texts.size())
                .filter(i -> secrets.isIn((String) texts.get(i)) || secrets.isAcross((List<?>) lines.get(i)))
                .boxed().toList();
    }

    private static void unmark(JSHandle found) {
        try {
            found.evaluate("f => f.elements.forEach(e => e.removeAttribute('" + MARK + "'))");
            found.dispose();
        } catch (PlaywrightException e) {
            // the page is gone, and the marks with it
        }
    }
}
