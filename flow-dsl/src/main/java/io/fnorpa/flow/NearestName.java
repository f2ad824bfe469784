package io.fnorpa.flow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class NearestName {

    private static final int ALWAYS_NEAR = 2;
    private static final int LETTERS_PER_SLIP = 3;
    /** What is longer is no slip of somebody's. */
    private static final int LONGEST = 100;
    private static final int LONGEST_LIST = 2_000;

    private NearestName() {}

    /** The known name with the fewest slips (letters added, lost or changed), if that is few enough to be a slip at all. */
    public static Optional<String> to(String wrong, Collection<String> known) {
        String folded = fold(wrong);
        if (folded.length() > LONGEST) {
            return Optional.empty();
        }
        int limit = Math.max(ALWAYS_NEAR, folded.length() / LETTERS_PER_SLIP);
        return known.stream()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= limit + ALWAYS_NEAR)
                .filter(name -> slips(folded, fold(name)) <= limit)
                .min(Comparator.comparingInt(name -> slips(folded, fold(name))));
    }

    /** {@code "; did you mean 'target'?"}, or, with nothing near, the list of what there is. */
    public static String hint(String wrong, Collection<String> known) {
        return to(wrong, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElseGet(() -> known.isEmpty() ? "; there are none" : "; known are " + list(known));
    }

    private static String list(Collection<String> names) {
        String list = String.join(", ", names);
        return list.length() <= LONGEST_LIST ? list : list.substring(0, LONGEST_LIST) + "…";
    }

    private static String fold(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance. */
    private static int slips(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int changed = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
