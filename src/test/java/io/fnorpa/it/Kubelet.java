package io.fnorpa.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kubelet of a cluster that {@code bin/cluster} runs on this machine. */
record Kubelet(long pid) {

    /** Of the cluster whose folder the file is in: its processes see that folder as {@code /mnt}. Empty if it is another's. */
    static Optional<Kubelet> of(Path kubeconfig) {
        return ProcessHandle.allProcesses().filter(process -> process.info().command().orElse("").endsWith("/kubelet")).map(ProcessHandle::pid)
                .filter(pid -> isSame(Path.of("/proc", pid.toString(), "root/mnt/kubeconfig"), kubeconfig)).map(Kubelet::new).findFirst();
    }

    private static boolean isSame(Path seenByAProcess, Path file) {
        try {
            return Files.isSameFile(seenByAProcess, file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets it hang. */
    void stop() {
        signal("STOP");
    }

    /** Lets it go on. */
    void cont() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill -" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
