package io.fnorpa.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for keys, secrets and logs of one command, which its owner alone can read. It goes with the command. */
public final class WorkFolder implements AutoCloseable {

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** One of its own below this folder. */
    public static WorkFolder in(Path folder) {
        try {
            Files.createDirectories(folder);
            WorkFolder work = new WorkFolder(Files.createTempDirectory(folder, "work-"));
            Runtime.getRuntime().addShutdownHook(new Thread(work::removeQuietly, "remove-work")); // at Ctrl-C too
            return work;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + folder, e);
        }
    }

    public Path path() {
        return path;
    }

    public Path of(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            remove();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("bin/flow: " + path + " could not be removed; it holds secrets of practice portals, and a key that is of no use any more: " + e.getMessage());
        }
    }

    private void removeQuietly() {
        try {
            remove();
        } catch (IOException | UncheckedIOException e) {
            // what still runs has written to it; it ends now
        }
    }

    private void remove() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(path)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
