package io.fnorpa.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server writes. */
record LogFile(Path path) {

    private static final int LAST_LINES = 20;

    /** The last lines, indented; or that there are none. */
    String end() {
        try {
            List<String> lines = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return last.isEmpty() ? "  (it wrote nothing)" : "  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "  (" + path + " cannot be read: " + e.getMessage() + ")";
        }
    }

    boolean saysPortIsTaken() {
        String end = end().toLowerCase(java.util.Locale.ROOT);
        return end.contains("already in use") || end.contains("may be in use") || end.contains("port is in use");
    }
}
