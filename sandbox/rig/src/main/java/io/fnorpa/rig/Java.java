package io.fnorpa.rig;

import java.nio.file.Path;
import java.util.List;

/** How Java programs are started: with the Java that we run on, and modest, since many run side by side. */
final class Java {

    private Java() {
    }

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What is put down for a moment goes where the rig's own goes. */
    static String temporaryFolder() {
        return "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir");
    }

    /** @param heap the most that its heap may grow to, as {@code -Xmx} takes it */
    static List<String> modest(String heap) {
        return List.of(program(), "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", temporaryFolder());
    }
}
