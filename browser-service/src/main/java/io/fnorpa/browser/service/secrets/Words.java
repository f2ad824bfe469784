package io.fnorpa.browser.service.secrets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Many words, looked for together (Aho and Corasick, 1975): {@link #next} is asked for each character of a text, whatever
 * the number of words. A state stands for the longest beginning of a word that the text ends with so far.
 */
final class Words {

    /** The state before the text. */
    static final int START = 0;

    private static final int ASCII = 128;
    private static final int CHARACTER_BITS = 16;

    private final int[] first = new int[ASCII]; // where most characters of most texts lead: nowhere
    private long[] keys = new long[64]; // state and character, plus one; 0: free
    private int[] targets = new int[64];
    private int[] parents = new int[32];
    private char[] characters = new char[32];
    private int[] depths = new int[32];
    private int[] longest = new int[32];
    private int[] shorter = new int[32];
    private int count = 1;

    Words(Iterable<String> words) {
        for (String word : words) {
            int state = START;
            for (int i = 0; i < word.length(); i++) {
                int known = target(state, word.charAt(i));
                state = known > 0 ? known : grow(state, word.charAt(i));
            }
            longest[state] = depths[state];
        }
        link();
    }

    /** The state after one more character. */
    int next(int state, char c) {
        int from = state;
        while (from != START) {
            int to = target(from, c);
            if (to > 0) {
                return to;
            }
            from = shorter[from];
        }
        return c < ASCII ? first[c] : target(START, c);
    }

    /** Characters of the longest word that ends here; 0 if none does. */
    int wordAt(int state) {
        return longest[state];
    }

    /** Characters of the longest beginning of a word that ends here. */
    int beginningAt(int state) {
        return depths[state];
    }

    private int grow(int parent, char c) {
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, count * 2);
            characters = Arrays.copyOf(characters, count * 2);
            depths = Arrays.copyOf(depths, count * 2);
            longest = Arrays.copyOf(longest, count * 2);
            shorter = Arrays.copyOf(shorter, count * 2);
        }
        if (count * 2 > keys.length) {
            rehash();
        }
        parents[count] = parent;
        characters[count] = c;
        depths[count] = depths[parent] + 1;
        put(key(parent, c), count);
        if (parent == START && c < ASCII) {
            first[c] = count;
        }
        return count++;
    }

    /** From each state to the next shorter beginning that the text ends with too; the shortest states first. */
    private void link() {
        int[] byDepth = IntStream.range(1, count).boxed().sorted(Comparator.comparingInt(state -> depths[state])).mapToInt(state -> state).toArray();
        for (int state : byDepth) {
            shorter[state] = parents[state] == START ? START : next(shorter[parents[state]], characters[state]);
            longest[state] = Math.max(longest[state], longest[shorter[state]]);
        }
    }

    private static long key(int state, char c) {
        return ((long) state << CHARACTER_BITS | c) + 1;
    }

    /** 0 if there is none. */
    private int target(int state, char c) {
        long key = key(state, c);
        int place = place(key);
        while (keys[place] != 0) {
            if (keys[place] == key) {
                return targets[place];
            }
            place = place + 1 & keys.length - 1;
        }
        return 0;
    }

    private void put(long key, int target) {
        int place = place(key);
        while (keys[place] != 0) {
            place = place + 1 & keys.length - 1;
        }
        keys[place] = key;
        targets[place] = target;
    }

    private int place(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & keys.length - 1;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldTargets = targets;
        keys = new long[oldKeys.length * 2];
        targets = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                put(oldKeys[i], oldTargets[i]);
            }
        }
    }
}
