package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The elements that are there instead of one that is not: those whose role and name look most like it. */
final class Candidates {

    private static final int MOST = 8;
    private static final int LOOK_MS = 2000;
    private static final int COMPARED = 80; // characters of a name
    private static final double SAME_ROLE = 0.3;
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"|'([^']+)'");
    private static final Pattern ROLE = Pattern.compile("role=([a-z]+)");

    private Candidates() {}

    /** Such as {@code button "Save"}, the closest first; none if the document cannot be read. */
    static List<String> near(Locator document, String target) {
        String wantedRole = wantedRole(target);
        Set<String> wanted = pairs(wantedName(target));
        return elements(document).stream()
                .sorted(Comparator.comparingDouble((Element element) -> -element.likeness(wantedRole, wanted)))
                .map(Element::toString)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static List<Element> elements(Locator document) {
        try {
            Object found = document.evaluate(Scripts.CANDIDATES, null, new Locator.EvaluateOptions().setTimeout(LOOK_MS));
            return ((List<?>) found).stream()
                    .map(List.class::cast)
                    .map(pair -> new Element(String.valueOf(pair.get(0)), String.valueOf(pair.get(1))))
                    .toList();
        } catch (PlaywrightException e) {
            return List.of();
        }
    }

    private static String wantedRole(String target) {
        Matcher role = ROLE.matcher(target);
        return role.find() ? role.group(1) : "";
    }

    private static String wantedName(String target) {
        Matcher quoted = QUOTED.matcher(target);
        if (quoted.find()) {
            return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        }
        return target.replaceFirst("^[a-z]+=", "").replaceAll("[^\\p{L}\\p{N}]+", " ");
    }

    private static Set<String> pairs(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= lower.length(); i++) {
            pairs.add(lower.substring(i, i + 2));
        }
        return pairs;
    }

    private record Element(String role, String name) {

        /** Dice's coefficient of the names' letter pairs, and a little for the same role. */
        double likeness(String wantedRole, Set<String> wanted) {
            Set<String> mine = pairs(name.substring(0, Math.min(name.length(), COMPARED)));
            long common = mine.stream().filter(wanted::contains).count();
            double sameName = mine.isEmpty() || wanted.isEmpty() ? 0 : 2.0 * common / (mine.size() + wanted.size());
            return sameName + (role.equals(wantedRole) ? SAME_ROLE : 0);
        }

        @Override
        public String toString() {
            return role + " \"" + name + "\"";
        }
    }
}
