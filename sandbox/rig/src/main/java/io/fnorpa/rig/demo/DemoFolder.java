package io.fnorpa.rig.demo;

import io.fnorpa.rig.SecretFiles;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * All that the demo keeps: databases, objects, keys, secrets, logs. One demo at a time may use it; the lock belongs to
 * the process and goes with it.
 */
final class DemoFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel lock;

    private DemoFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** @throws DemoFailedException if another demo uses it */
    static DemoFolder take(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new DemoFailedException("Another demo is running on " + root
                        + ". End it with Ctrl-C where it was started, or choose another folder with --data.");
            }
            return new DemoFolder(root, channel);
        } catch (IOException e) {
            throw new DemoFailedException("Cannot use the folder " + root + ": " + e.getMessage());
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    Path of(String server) {
        return root.resolve(server);
    }

    SigningKeys keys() {
        return new SigningKeys(root.resolve("keys")).createIfAbsent();
    }

    SecretFiles secrets() {
        return SecretFiles.in(root.resolve("secrets"));
    }

    /** The operator's token, apart from the secrets that the platform reads. */
    SecretFiles token() {
        return SecretFiles.in(root.resolve("token"));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the lock of " + root, e);
        }
    }
}
