package io.fnorpa.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code bin/flow serve} says, as files: {@code serve/serve.properties} and {@code serve/serve.env}; of a second one that runs
 * at the same time in {@code serve-2}, and so on. They go with it.
 */
final class ServeFiles implements AutoCloseable {

    private static final int MOST = 16;

    private final Path folder;
    private final FileChannel lock;

    private ServeFiles(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws NotRunException too many run */
    static ServeFiles in(Path workshop) {
        for (int number = 1; number <= MOST; number++) {
            Path folder = workshop.resolve(number == 1 ? "serve" : "serve-" + number);
            try {
                Files.createDirectories(folder);
                FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isOurs(channel)) {
                    return new ServeFiles(folder, channel);
                }
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write to " + folder, e);
            }
        }
        throw new NotRunException(MOST + " of bin/flow serve run already; end one of them");
    }

    /** The lock goes with the process, however that ends. */
    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    Path properties() {
        return folder.resolve("serve.properties");
    }

    Path variables() {
        return folder.resolve("serve.env");
    }

    /** @param forCamel of {@code camel run} alone, so that they are no variables */
    void write(Map<String, String> settings, Map<String, String> forCamel) {
        write(properties(), Stream.of(settings, new TreeMap<>(forCamel)).flatMap(some -> some.entrySet().stream()).map(entry -> entry.getKey() + "=" + entry.getValue() + "\n").collect(Collectors.joining()));
        write(variables(), settings.entrySet().stream().map(entry -> "export " + variable(entry.getKey()) + "='" + entry.getValue() + "'\n")
                .collect(Collectors.joining()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** What they say is of no use any more. */
    @Override
    public void close() {
        try {
            for (Path file : List.of(properties(), variables())) {
                Files.deleteIfExists(file);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The files in " + folder + " could not be removed; what they say is over", e);
        }
    }
}
