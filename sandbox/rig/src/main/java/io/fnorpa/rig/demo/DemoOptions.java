package io.fnorpa.rig.demo;

import io.fnorpa.rig.Kubectl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What bin/demo was asked for.
 *
 * @param once    end when the jobs are done, instead of staying up
 * @param report  file for the outcome as JSON
 * @param data    folder of all that the demo keeps
 * @param cluster the cluster that it shall run on; empty for processes of this machine
 */
record DemoOptions(boolean once, Optional<Path> report, Path data, Optional<DemoCluster> cluster) {

    /** An option that is unknown or lacks its value. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static DemoOptions parse(List<String> arguments, Path usualData) {
        boolean once = false;
        Optional<Path> report = Optional.empty();
        Path data = usualData;
        Optional<Path> kubectl = Optional.empty();
        Optional<Path> kubeconfig = Optional.empty();
        Optional<String> registry = Optional.empty();
        Optional<Path> ownCluster = Optional.empty();
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--once" -> once = true;
                case "--report" -> report = Optional.of(writableFile(value(option, left)));
                case "--data" -> data = Path.of(value(option, left)).toAbsolutePath();
                case "--kubectl" -> kubectl = Optional.of(Path.of(value(option, left)));
                case "--kubeconfig" -> kubeconfig = Optional.of(Path.of(value(option, left)).toAbsolutePath());
                case "--registry" -> registry = Optional.of(value(option, left));
                case "--own-cluster" -> ownCluster = Optional.of(Path.of(value(option, left)).toAbsolutePath());
                default -> throw new Refused("unknown option " + option + "; see bin/demo --help");
            }
        }
        return new DemoOptions(once, report, data, cluster(kubectl, kubeconfig, registry, ownCluster));
    }

    private static Optional<DemoCluster> cluster(Optional<Path> kubectl, Optional<Path> kubeconfig, Optional<String> registry, Optional<Path> own) {
        if (kubeconfig.isEmpty()) {
            return Optional.empty();
        }
        Path program = kubectl.orElseThrow(() -> new Refused("--kubeconfig wants --kubectl too"));
        return Optional.of(new DemoCluster(new Kubectl(program, kubeconfig.get()), registry, own));
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new Refused(option + " wants a path after it");
        }
        return left.pop();
    }

    /** Told at once, not after the jobs have run. */
    private static Path writableFile(String name) {
        Path file = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(file) || !Files.isDirectory(file.getParent()) || !Files.isWritable(file.getParent())) {
            throw new Refused("--report " + name + " cannot be written: it must be a file in a folder that exists and may be written to");
        }
        return file;
    }
}
