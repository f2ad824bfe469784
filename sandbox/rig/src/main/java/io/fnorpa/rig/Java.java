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

    /** @param heap the most that its heap may grow to, as {@code -Xmx} takes it */
    static List<String> modest(String heap) {
        return List.of(program(), "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
}
