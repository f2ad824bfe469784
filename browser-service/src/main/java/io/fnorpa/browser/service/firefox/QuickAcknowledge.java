package io.fnorpa.browser.service.firefox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Takes away the 40 ms that Firefox's second of two answers waits for the acknowledgement of the first: has the driver's
 * Node load a script that acknowledges at once, see {@code driver/quick-acknowledge.cjs}. Where that cannot be done, all
 * works, and a fill or a click takes three to four times as long.
 */
final class QuickAcknowledge {

    private static final Logger LOG = Logger.getLogger(QuickAcknowledge.class);
    private static final String SCRIPT = "quick-acknowledge.cjs";
    private static final String NODE_OPTIONS = "NODE_OPTIONS";

    private final BrowserFolder folder;

    QuickAcknowledge(BrowserFolder folder) {
        this.folder = folder;
    }

    /** Adds to the driver's environment what has it load the script. */
    void addTo(Map<String, String> environment) {
        try (InputStream script = QuickAcknowledge.class.getResourceAsStream("/driver/" + SCRIPT)) {
            Path file = folder.path().resolve(SCRIPT);
            Files.copy(script, file);
            environment.put(NODE_OPTIONS, join(System.getenv(NODE_OPTIONS), "--require=" + quoted(file)));
        } catch (IOException e) {
            LOG.warnf("Firefox' answers will come late, up to 40 ms each: the driver's script cannot be written to %s (%s)", folder.path(), e.getMessage());
        }
    }

    /** As Node reads its options: a text with spaces stands in double quotes, in which a backslash goes before a quote or another. */
    private static String quoted(Path file) {
        return '"' + file.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String join(String given, String more) {
        return given == null || given.isBlank() ? more : given + " " + more;
    }
}
