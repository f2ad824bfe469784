package io.fnorpa.browser.service.firefox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The one folder that a browser's processes write to: home, temporary files, profile, downloads, files that were answered. Its path also marks
 * them, since each has it in its environment as TMPDIR. Its name holds the id of the service's process, so that what a
 * killed service left behind is found by the next one.
 */
record BrowserFolder(Path path) {

    private static final Logger LOG = Logger.getLogger(BrowserFolder.class);
    private static final String PREFIX = "fnorpa-browser-";

    static BrowserFolder create() {
        try {
            Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-").toRealPath();
            Files.createDirectory(folder.resolve("home"));
            Files.createDirectory(folder.resolve("downloads"));
            Files.createDirectory(folder.resolve("answers"));
            return new BrowserFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for a browser in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    Path home() {
        return path.resolve("home");
    }

    Path downloads() {
        return path.resolve("downloads");
    }

    Path answers() {
        return path.resolve("answers");
    }

    /** Deletes it with all that is in it. A process that has just died may still have written: tries a few times. */
    void delete() {
        for (int attempt = 0; attempt < 3 && Files.exists(path); attempt++) {
            try {
                deleteTree(path);
            } catch (IOException e) {
                LOG.debugf("Another try to delete %s: %s", path, e.getMessage());
            }
        }
        if (Files.exists(path)) {
            LOG.warnf("%s could not be deleted; delete it by hand, it holds a browser's profile", path);
        }
    }

    /** The folders of services that are gone. */
    static List<BrowserFolder> abandoned() {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return folders.filter(BrowserFolder::isAbandoned).map(BrowserFolder::new).toList();
        } catch (IOException e) {
            LOG.debugf("Nothing to sweep: %s", e.getMessage());
            return List.of();
        }
    }

    private static boolean isAbandoned(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.matches(PREFIX + "\\d+-.*")) {
            return false;
        }
        long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
        return ProcessHandle.of(pid).isEmpty();
    }

    private static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
