package io.fnorpa.flows;

import io.fnorpa.rig.BrowserContainer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container's memory, as its control group tells of it (version 1 or 2).
 *
 * @param peakBytes   the most that was charged to it, with files that the kernel would have dropped
 * @param neededBytes what its processes have now and the tmpfs, without such files
 * @param killed      processes that were killed for want of memory
 */
record ContainerMemory(long peakBytes, long neededBytes, long killed) {

    private static final String READ = """
            cd /sys/fs/cgroup
            if [ -d memory ]; then
              cd memory
              echo peak $(cat memory.max_usage_in_bytes)
              sed -n 's/^oom_kill /oom_kill /p' memory.oom_control
              sed -n 's/^total_rss /anon /p; s/^total_shmem /shmem /p' memory.stat
            else
              echo peak $(cat memory.peak)
              grep '^oom_kill ' memory.events
              grep -E '^(anon|shmem) ' memory.stat
            fi""";

    static ContainerMemory of(BrowserContainer container) {
        Map<String, Long> figures = container.shell(READ).lines().map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Long.parseLong(line[1])));
        return new ContainerMemory(figures.get("peak"), Stream.of("anon", "shmem").mapToLong(figures::get).sum(), figures.get("oom_kill"));
    }

    @Override
    public String toString() {
        return (neededBytes >> 20) + " MiB in use, " + (peakBytes >> 20) + " MiB at the peak with files that can be dropped";
    }
}
