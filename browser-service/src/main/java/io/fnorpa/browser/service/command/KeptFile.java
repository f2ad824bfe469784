package io.fnorpa.browser.service.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that the portal sent, as the value of an answer: it stays in the session's folder, because the heap of a small
 * service has no room for many, and is read from there each time that it is answered. It is gone with the session at the
 * latest.
 *
 * @param size in bytes
 */
public record KeptFile(Path path, long size) {

    /** Takes a file out of the download folder into {@code folder}, which is on the same disk. */
    static KeptFile take(Path file, Path folder) throws IOException {
        long size = Files.size(file);
        return new KeptFile(Files.move(file, folder.resolve(UUID.randomUUID().toString())), size);
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete a file that was answered", e);
        }
    }
}
