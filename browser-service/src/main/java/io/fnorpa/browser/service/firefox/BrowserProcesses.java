package io.fnorpa.browser.service.firefox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * All processes of one browser: the driver, Firefox and its children, also those that lost their parent. They are
 * known by the browser's folder in their environment (Linux, {@code /proc/<pid>/environ}).
 */
final class BrowserProcesses {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final String mark;

    BrowserProcesses(BrowserFolder folder) {
        this.mark = "TMPDIR=" + folder.path() + "\0";
    }

    List<ProcessHandle> all() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(this::isMarked)
                    .flatMap(entry -> ProcessHandle.of(Long.parseLong(entry.getFileName().toString())).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Firefox's main process: the driver's child. */
    ProcessHandle main() {
        List<ProcessHandle> all = all();
        long self = ProcessHandle.current().pid();
        return all.stream()
                .filter(process -> process.parent().map(ProcessHandle::pid).orElse(0L) == self)
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Firefox's process was not found among " + all));
    }

    /** Kills what is there and waits until it is gone; what nobody has reaped yet counts as gone. */
    void kill(Duration limit) {
        Instant end = Instant.now().plus(limit);
        for (List<ProcessHandle> left = all(); !left.isEmpty() && Instant.now().isBefore(end); left = all()) {
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isMarked(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), UTF_8).contains(mark);
        } catch (IOException | SecurityException e) {
            return false; // gone, a zombie, or another user's
        }
    }
}
