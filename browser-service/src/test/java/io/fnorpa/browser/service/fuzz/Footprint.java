package io.fnorpa.browser.service.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, once its garbage is gone.
 *
 * @param threads     of the Java process
 * @param descriptors files and sockets that it has open
 * @param files       among the temporary files, of those that this process or Vert.x makes
 * @param processes   that it has started: drivers, browsers; without those that a browser starts for itself, sooner or later
 * @param heap        in MiB
 */
record Footprint(int threads, long descriptors, long files, long processes, long heap) {

    private static final long MIB = 1024 * 1024;

    static Footprint now() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Footprint(ManagementFactory.getThreadMXBean().getThreadCount(), count(Path.of("/proc/self/fd"), ""), temporary(),
                ProcessHandle.current().descendants().filter(process -> !isBrowsersOwn(process)).count(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
    }

    private static boolean isBrowsersOwn(ProcessHandle process) {
        return process.parent().flatMap(parent -> parent.info().command()).filter(command -> command.contains("firefox")).isPresent();
    }

    private static long temporary() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return count(folder, "fnorpa-browser-" + ProcessHandle.current().pid()) + count(folder, "vertx") + count(folder, "playwright");
    }

    private static long count(Path folder, String prefix) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
