package io.fnorpa.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in another Java's memory, as a heap dump has it: texts stand there in bytes, or in two bytes for each character. */
final class HeapText {

    private final String bytes;

    private HeapText(String bytes) {
        this.bytes = bytes;
    }

    static HeapText of(long pid, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        Process dump = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), "GC.heap_dump", "-all", file.toString())
                .redirectErrorStream(true).start();
        String said = new String(dump.getInputStream().readAllBytes(), UTF_8);
        if (dump.waitFor() != 0 || !Files.exists(file)) {
            throw new IllegalStateException("No heap dump of " + pid + ": " + said);
        }
        HeapText heap = new HeapText(new String(Files.readAllBytes(file), ISO_8859_1));
        Files.delete(file);
        if (!heap.holds("io.fnorpa.worker.Worker") && !heap.holds("io/fnorpa/worker/Worker")) {
            throw new IllegalStateException("This heap dump of " + pid + " is not one of a worker, so it proves nothing");
        }
        return heap;
    }

    /** Those of the texts that are there. */
    List<String> found(List<String> texts) {
        return texts.stream().filter(this::holds).toList();
    }

    private boolean holds(String text) {
        return Stream.of(UTF_8, UTF_16LE, UTF_16BE).anyMatch(charset -> bytes.contains(new String(text.getBytes(charset), ISO_8859_1)));
    }
}
