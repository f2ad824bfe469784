package io.fnorpa.bench.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a process and its descendants hold of this machine's memory: the sum of their proportional set sizes (proc(5), smaps_rollup). */
final class Memory {

    private static final double KIB_PER_MIB = 1024;

    private Memory() {}

    /** In MiB: the process itself, and all that it has started. */
    record Parts(double self, double descendants) {

        double all() {
            return self + descendants;
        }
    }

    static Parts of(long pid) {
        LongStream descendants = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).mapToLong(ProcessHandle::pid);
        return new Parts(proportional(pid), descendants.mapToDouble(Memory::proportional).sum());
    }

    private static double proportional(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum() / KIB_PER_MIB;
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }
}
