package io.fnorpa.browser.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a Java process holds on to, taken after a full collection, as the bytes of a heap dump. A text is in it as a
 * string keeps it (Latin-1, or UTF-16 of the machine's order) or as an array of characters is written (UTF-16, big-endian).
 */
record HeapDump(byte[] bytes) {

    /** @param file where the JVM may write it; deleted at once, it may hold secrets */
    static HeapDump of(long pid, Path file) throws IOException, InterruptedException {
        try {
            Jcmd.run(pid, "GC.heap_dump", file.toAbsolutePath().toString());
            return new HeapDump(Files.readAllBytes(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The encodings in which the text is there. */
    List<Charset> encodingsOf(String text) {
        return Stream.of(ISO_8859_1, UTF_16LE, UTF_16BE).filter(charset -> holds(text.getBytes(charset))).toList();
    }

    private boolean holds(byte[] wanted) {
        for (int start = 0; start <= bytes.length - wanted.length; start++) {
            int same = 0;
            while (same < wanted.length && bytes[start + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
