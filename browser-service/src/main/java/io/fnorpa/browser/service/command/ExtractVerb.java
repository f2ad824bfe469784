package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import io.fnorpa.browser.service.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads text, value, attribute, count, a whole table, title, address, or the ARIA snapshot. */
final class ExtractVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        String kind = scope.command().kind() == null ? "text" : scope.command().kind();
        return Yield.of(switch (kind) {
            case "title" -> scope.title();
            case "url" -> scope.page().url();
            case "portal-time" -> scope.portal().traffic().portalTime(scope.page()).map(Instant::toString).orElse(null);
            case "count" -> scope.target().count();
            case "value" -> scope.target().inputValue(new Locator.InputValueOptions().setTimeout(scope.leftMs()));
            case "attribute" -> scope.target().getAttribute(scope.command().attribute(),
                    new Locator.GetAttributeOptions().setTimeout(scope.leftMs()));
            case "table" -> table(scope);
            case "aria" -> aria(scope);
            default -> scope.target().innerText(new Locator.InnerTextOptions().setTimeout(scope.leftMs())).strip();
        });
    }

    private static String aria(Scope scope) {
        Locator part = scope.command().target() == null ? scope.locator("css=body") : scope.target();
        return part.ariaSnapshot(new Locator.AriaSnapshotOptions().setTimeout(scope.leftMs()));
    }

    /** A list of rows, each a map from heading to text; a column without a heading has its number, counted from 1. */
    private static List<Map<String, Object>> table(Scope scope) {
        Object read = scope.target().evaluate(Scripts.TABLE, AnswerBounds.LONGEST_TEXT, new Locator.EvaluateOptions().setTimeout(scope.leftMs()));
        if (!(read instanceof Map<?, ?> table)) {
            throw ProblemException.invalid("Target " + scope.command().target() + " is no table, holds none, and has no rows by ARIA role");
        }
        if (table.get("characters") instanceof Number characters) {
            AnswerBounds.mustFit("The table", characters.longValue());
        }
        List<String> headings = headings((List<?>) table.get("headings"));
        return ((List<?>) table.get("rows")).stream().map(row -> row(headings, (List<?>) row)).toList();
    }

    private static List<String> headings(List<?> texts) {
        List<String> headings = new ArrayList<>();
        for (Object text : texts) {
            String heading = text.toString().isEmpty() ? Integer.toString(headings.size() + 1) : text.toString();
            String unique = heading;
            for (int again = 2; headings.contains(unique); again++) {
                unique = heading + " (" + again + ")";
            }
            headings.add(unique);
        }
        return headings;
    }

    private static Map<String, Object> row(List<String> headings, List<?> cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.put(i < headings.size() ? headings.get(i) : Integer.toString(i + 1), cells.get(i));
        }
        return row;
    }
}
