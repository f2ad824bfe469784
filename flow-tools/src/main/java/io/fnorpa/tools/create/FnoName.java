package io.fnorpa.tools.create;

import io.fnorpa.tools.WrongUseException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of an FNO that is new: name of its folder, of its routes, and what job rows call it.
 *
 * @param id such as {@code acme-fibre}
 */
public record FnoName(String id) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** What the folder of shared Kamelets is called. */
    private static final String SHARED = "kamelets";

    /** @throws WrongUseException it cannot be one */
    public FnoName {
        if (!FORM.matcher(id).matches() || id.endsWith("-")) {
            throw new WrongUseException("'" + id + "' cannot be an FNO's name; take lower-case letters, digits and hyphens, at most 32, a letter first, such as acme"
                    + suggestion(id));
        }
        if (id.equals(SHARED)) {
            throw new WrongUseException("'" + SHARED + "' is the folder of the Kamelets that all FNOs share; take another name");
        }
    }

    private static String suggestion(String id) {
        String folded = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return folded.length() > 1 && folded.length() <= 32 && !folded.equals(id) ? "; '" + folded + "' would do" : "";
    }

    /** For people, to begin with: {@code Acme Fibre}. */
    String title() {
        StringBuilder title = new StringBuilder();
        for (String word : id.split("-+")) {
            title.append(title.isEmpty() ? "" : " ").append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return title.toString();
    }

    /** What variables begin with: {@code acmeFibre}. */
    String variable() {
        String title = title().replace(" ", "");
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
