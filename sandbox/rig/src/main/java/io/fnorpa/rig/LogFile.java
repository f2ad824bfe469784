package io.fnorpa.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a server writes. */
record LogFile(Path path) {

    private static final int LAST_LINES = 20;
    /** What is left out: the reader wants the messages, the whole is in the file. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+at .*|\\s*\\.\\.\\. \\d+ more|\\s*");

    /** The last lines, indented; or that there are none. */
    String end() {
        try {
            List<String> lines = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines()
                    .filter(line -> !STACK_FRAME.matcher(line).matches()).toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return last.isEmpty() ? "  (it wrote nothing)" : "  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "  (" + path + " cannot be read: " + e.getMessage() + ")";
        }
    }

    boolean saysPortIsTaken() {
        String end = end().toLowerCase(Locale.ROOT);
        return end.contains("already in use") || end.contains("may be in use") || end.contains("port is in use");
    }
}
