package io.fnorpa.rig;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What tests ask about processes. */
final class Processes {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Processes() {
    }

    /** All that came from this process, its watcher included. */
    static List<ProcessHandle> family(long pid) {
        ProcessHandle head = ProcessHandle.of(pid).orElseThrow();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(head), head.descendants()).toList();
    }

    /** Returns when they are all gone; fails after a minute. */
    static void awaitGone(List<ProcessHandle> processes) throws Exception {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
