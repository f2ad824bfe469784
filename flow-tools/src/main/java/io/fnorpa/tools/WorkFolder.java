package io.fnorpa.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for keys, secrets and logs of one command, which its owner alone can read. It goes with the command, at Ctrl-C too ({@link Ending}). */
public final class WorkFolder implements AutoCloseable {

    private static final int TRIES = 5;

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** One of its own below this folder. */
    public static WorkFolder in(Path folder) {
        try {
            Files.createDirectories(folder);
            return new WorkFolder(Files.createTempDirectory(folder, "work-"));
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
        for (int attempt = 1; ; attempt++) {
            try {
                remove();
                return;
            } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
                if (attempt == TRIES) { // else the last word of a process that has just ended came between
                    complain(e);
                    return;
                }
            } catch (IOException e) {
                complain(e);
                return;
            }
        }
    }

    private void complain(Exception reason) {
        System.err.println("bin/flow: " + path + " could not be removed; it holds secrets of practice portals, and a key that is of no use any more: " + reason.getMessage());
    }

    private void remove() throws IOException {
        try (Stream<Path> entries = Files.walk(path)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
