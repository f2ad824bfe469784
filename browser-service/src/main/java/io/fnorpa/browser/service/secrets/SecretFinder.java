package io.fnorpa.browser.service.secrets;

import io.fnorpa.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text, however the page wrote them: in any case, with other white space, as URLs, forms, HTML, JSON,
 * JavaScript, YAML or CSV write them (also one in another), in Base64, in the name of a file, and cut off by an ellipsis. A
 * text is looked at as it stands and as it reads, in pieces, so that a long one needs little memory; it takes time in
 * proportion to its length alone.
 * Never changed; whoever drops it has dropped the texts it was made of.
 */
public final class SecretFinder {

    /** Of a secret as it is compared, in characters: a shorter one would be found everywhere. */
    public static final int SHORTEST = 4;

    private static final int PIECE = 1 << 18;
    private static final int LONGEST_SPELLING = 32; // characters that one character of a secret takes in the text
    private static final int LONGEST_BASE_64 = 256;
    private static final int SHORTEST_BASE_64 = 7;
    private static final char ELLIPSIS = '…';
    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[\\\\/:*?\"<>|]"); // Firefox writes _

    private final Words words;
    private final boolean isEmpty;
    private final boolean hasBlanks;
    private final int overlap;

    private SecretFinder(Set<String> spellings) {
        words = new Words(spellings);
        isEmpty = spellings.isEmpty();
        hasBlanks = spellings.stream().anyMatch(word -> word.indexOf(' ') >= 0);
        overlap = LONGEST_SPELLING * spellings.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Secrets that {@linkplain #isLongEnough are not long enough} are not found. */
    public static SecretFinder of(Collection<Secret> secrets) {
        Set<String> spellings = new LinkedHashSet<>();
        secrets.stream().filter(SecretFinder::isLongEnough).forEach(secret -> spell(secret.reveal(), spellings));
        return new SecretFinder(spellings);
    }

    /** Whether it can be told from other text: not counted are blanks at its ends, and of signs in a row that are often doubled all but one. */
    public static boolean isLongEnough(Secret secret) {
        Set<String> spellings = new LinkedHashSet<>();
        spell(secret.reveal(), spellings);
        return spellings.stream().allMatch(spelling -> spelling.length() >= SHORTEST);
    }

    private static void spell(String text, Set<String> spellings) {
        spellings.add(PlainText.asItStands(text, 0, text.length()).toString().strip());
        String escaped = text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
        String fileName = NOT_IN_FILE_NAMES.matcher(text).replaceAll("_");
        for (String one : List.of(text, escaped, fileName)) {
            spellings.add(read(one, false));
            if (one.chars().anyMatch(Character::isWhitespace)) {
                spellings.add(read(one, true));
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3 && bytes.length <= LONGEST_BASE_64; before++) {
            String inBase64 = inBase64(bytes, before);
            if (inBase64.length() >= SHORTEST_BASE_64) {
                spellings.add(inBase64);
                spellings.add(inBase64.replace('+', '-').replace('/', '_'));
            }
        }
    }

    private static String read(String text, boolean isPlusBlank) {
        return PlainText.read(text, 0, text.length(), isPlusBlank).toString().strip();
    }

    /** Those characters that are the same whatever stands around, if so many bytes are before it. */
    private static String inBase64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        String own = all.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
        return PlainText.asItStands(own, 0, own.length()).toString();
    }

    public boolean isEmpty() {
        return isEmpty;
    }

    public boolean isIn(String text) {
        return text != null && !isEmpty && !find(text).isEmpty();
    }

    /** The text with {@code instead} in the place of each secret. */
    public String replace(String text, String instead) {
        if (text == null || isEmpty) {
            return text;
        }
        Spans spans = find(text);
        return spans.isEmpty() ? text : spans.replace(text, instead);
    }

    /** Where secrets are. */
    private Spans find(String text) {
        Spans spans = new Spans();
        int from = 0;
        while (true) {
            int to = (int) Math.min(text.length(), (long) from + overlap + PIECE);
            find(text, from, to, spans);
            if (to == text.length()) {
                return spans;
            }
            from = to - overlap;
        }
    }

    private void find(String text, int from, int to, Spans spans) {
        find(PlainText.asItStands(text, from, to), spans);
        boolean isSpelled = false;
        boolean isForm = false;
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case '%', '\\', '&' -> isSpelled = true;
                case '+' -> isForm = true;
                default -> { }
            }
        }
        if (isSpelled) {
            find(PlainText.read(text, from, to, false), spans);
        }
        if (hasBlanks && (isForm || isSpelled)) { // a plus may be spelled too
            find(PlainText.read(text, from, to, true), spans);
        }
    }

    private void find(PlainText text, Spans spans) {
        int state = Words.START;
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            int begun = words.beginningAt(state);
            if (c == ELLIPSIS && begun >= SHORTEST) {
                spans.add(text.start(i - begun), text.end(i - 1));
            }
            state = words.next(state, c);
            int length = words.wordAt(state);
            if (length > 0) {
                spans.add(text.start(i - length + 1), text.end(i));
            }
        }
    }

    /** Parts of a text, in the order of their ends within each look at it; those that overlap become one. */
    private static final class Spans {

        private final List<int[]> spans = new ArrayList<>();

        void add(int start, int end) {
            if (!spans.isEmpty()) {
                int[] last = spans.get(spans.size() - 1);
                if (start < last[1] && last[0] < end) {
                    last[0] = Math.min(last[0], start);
                    last[1] = Math.max(last[1], end);
                    return;
                }
            }
            spans.add(new int[] {start, end});
        }

        boolean isEmpty() {
            return spans.isEmpty();
        }

        String replace(String text, String instead) {
            spans.sort((one, other) -> Integer.compare(one[0], other[0]));
            StringBuilder clean = new StringBuilder(text.length());
            int done = 0;
            for (int[] span : spans) {
                if (span[0] >= done) {
                    clean.append(text, done, span[0]).append(instead);
                }
                done = Math.max(done, span[1]);
            }
            return clean.append(text, done, text.length()).toString();
        }
    }
}
