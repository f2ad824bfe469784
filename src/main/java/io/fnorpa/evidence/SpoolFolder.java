package io.fnorpa.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder on disk behind the {@link Spool}. A piece has two files: {@code <id>.bin}, its bytes, and then
 * {@code <id>.json}, what is known of it; it is there once the second is. Each is written under another name, forced to
 * the disk and renamed, and the folder is forced too: what {@link #write} returned from survives kill -9 and a power cut.
 *
 * <p>Ids read {@code <time>-j<job>-a<attempt>-<random>}, so that several instances may share a folder and an attempt's
 * pieces are known by name.
 */
final class SpoolFolder {

    private static final String BYTES = ".bin";
    private static final String META = ".json";
    private static final String DAMAGED = ".damaged";
    private static final String UNFINISHED = ".tmp";

    private final Path dir;
    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    /** @param dir made if it is not there */
    SpoolFolder(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.dir);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the spool's folder " + this.dir + " (rpa.evidence.spool-dir)", e);
        }
    }

    Path dir() {
        return dir;
    }

    static String id(String time, long jobId, int attempt, String random) {
        return time + marker(jobId, attempt) + random;
    }

    private static String marker(long jobId, int attempt) {
        return "-j" + jobId + "-a" + attempt + "-";
    }

    void write(SpooledPiece piece, byte[] bytes) {
        try {
            put(file(piece.id(), BYTES), bytes);
            put(file(piece.id(), META), json.writeValueAsBytes(piece));
            force(dir);
        } catch (IOException e) {
            throw new UncheckedIOException("Evidence cannot be written to the spool " + dir
                    + " (" + e.getMessage() + "). Look at its free space and its owner.", e);
        }
    }

    private void put(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.write(unfinished, bytes);
        force(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Ids of all pieces, the oldest first. */
    List<String> ids() {
        return names(META);
    }

    boolean has(String id) {
        return Files.exists(file(id, META));
    }

    /** Ids of the pieces that were found damaged. */
    List<String> damagedIds() {
        return names(DAMAGED);
    }

    private List<String> names(String ending) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into the spool " + dir, e);
        }
    }

    static boolean isOf(String id, long jobId, int attempt) {
        return id.contains(marker(jobId, attempt));
    }

    /**
     * @return null if another instance has delivered it meanwhile
     * @throws PieceDamagedException its description cannot be read
     */
    SpooledPiece read(String id) {
        try {
            return json.readValue(Files.readAllBytes(file(id, META)), SpooledPiece.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new PieceDamagedException("The spool's file " + file(id, META) + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The file with the piece's bytes.
     *
     * @throws PieceDamagedException they are not those that were written
     */
    Path bytes(SpooledPiece piece) {
        Path file = file(piece.id(), BYTES);
        try {
            if (Sha256.of(file).equals(piece.sha256())) {
                return file;
            }
            throw new PieceDamagedException("The spool's file " + file + " was changed: its SHA-256 is not the one of its evidence "
                    + piece.key());
        } catch (NoSuchFileException e) {
            throw new PieceDamagedException("The spool's file " + file + " is gone; it held the evidence " + piece.key());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** The description goes first: from then on the piece is not there. */
    void remove(String id) {
        try {
            Files.deleteIfExists(file(id, META));
            Files.deleteIfExists(file(id, BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take " + id + " out of the spool " + dir, e);
        }
    }

    /** Sets a piece aside for a person to look at. */
    void setAside(String id) {
        try {
            Files.move(file(id, META), file(id, DAMAGED), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // another instance did so
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set " + id + " aside in the spool " + dir, e);
        }
    }

    private Path file(String id, String ending) {
        return dir.resolve(id + ending);
    }
}
