package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder with one file per secret, which its owner alone can read: what a mounted Secret is on a cluster. */
public record SecretFiles(Path folder) {

    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Makes the folder if it is not there. */
    public static SecretFiles in(Path folder) {
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
            return new SecretFiles(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder for secrets " + folder, e);
        }
    }

    /** Writes a secret, or replaces it whole: a reader never sees half of it. */
    public void write(String name, String value) {
        try {
            Path draft = Files.createTempFile(folder, ".draft", "", OWNER_FILE);
            Files.writeString(draft, value);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the secret " + name + " to " + folder, e);
        }
    }

    public Path file(String name) {
        return folder.resolve(name);
    }
}
