package io.fnorpa.flow.local;

import io.fnorpa.flow.EvidenceReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Where a run puts its evidence: {@code 01_service-status.png}, in the order in which it came. */
public final class RunFolder {

    private final Path folder;
    private int kept;

    /** @param folder made if it is not there */
    public RunFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder + " for the pictures", e);
        }
    }

    public Path path() {
        return folder;
    }

    public int kept() {
        return kept;
    }

    /** Writes a piece of evidence; the receipt's key is the file. */
    public EvidenceReceipt keep(String step, String contentType, byte[] bytes) {
        Path file;
        do {
            kept++;
            file = folder.resolve("%02d_%s%s".formatted(kept, step.replaceAll("[^A-Za-z0-9._-]", "-"), ending(contentType)));
        } while (Files.exists(file)); // of an earlier run
        try {
            Files.write(file, bytes);
            return new EvidenceReceipt(file.toString(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    private static String ending(String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        return switch (type) {
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "text/csv" -> ".csv";
            case "text/plain" -> ".txt";
            case "text/html" -> ".html";
            case "application/pdf" -> ".pdf";
            case "application/json" -> ".json";
            default -> ".bin";
        };
    }
}
