package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A configuration file that may hold a password: on the command line it would be seen by everybody on the machine. */
final class SecretConfiguration {

    private SecretConfiguration() {}

    /** Writes it anew, for its owner alone. */
    static Path write(Path file, String lines) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the configuration " + file, e);
        }
    }
}
