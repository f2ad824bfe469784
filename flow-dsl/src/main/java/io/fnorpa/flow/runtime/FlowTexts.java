package io.fnorpa.flow.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the texts of one version. All are read at each look, are a row of the table, and travel to workers: they have an end, and no more
 * than that is read of what is larger.
 */
final class FlowTexts {

    private static final int KIB = 1024;
    /** The largest of this project has 4 KiB. */
    static final int LARGEST_FILE = 256 * KIB;
    /** All of them together; those of an FNO of this project have 40 KiB. */
    static final int LARGEST_VERSION = 1024 * KIB;
    /** In an FNO's folder. */
    static final int MOST_FILES = 200;

    private final Path fnoFlows;
    private final String fno;
    private int left = LARGEST_VERSION;

    FlowTexts(Path fnoFlows, String fno) {
        this.fnoFlows = fnoFlows;
        this.fno = fno;
    }

    /** The YAML files of the FNO's folder, by {@code <fno>/<name>}; none if it is not there. */
    SortedMap<String, String> own() {
        SortedMap<String, String> texts = new TreeMap<>();
        Path folder = fnoFlows.resolve(fno);
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(FlowTexts::isYaml).map(file -> fno + "/" + file.getFileName()).limit(MOST_FILES + 1).toList();
            if (names.size() > MOST_FILES) {
                throw refused(fno, "has more than " + MOST_FILES + " YAML files; take out what is no flow");
            }
            names.forEach(name -> texts.put(name, read(name)));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the flows in " + folder, e);
        }
    }

    static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".") && Files.isRegularFile(file);
    }

    /** @param name relative to the folder of all flows */
    String read(String name) {
        Path file = fnoFlows.resolve(name);
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(LARGEST_FILE + 1);
            requireSmall(name, bytes.length);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refused(name, "is not UTF-8; save it as UTF-8");
        } catch (AccessDeniedException e) {
            throw refused(name, "may not be read by this user; correct its owner or mode");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void requireSmall(String name, int size) {
        if (size > LARGEST_FILE) {
            throw refused(name, "has more than " + LARGEST_FILE / KIB + " KiB; divide it, or take it out if it is no flow");
        }
        left -= size;
        if (left < 0) {
            throw refused(fno, "has more than " + LARGEST_VERSION / KIB + " KiB of YAML, with the shared Kamelets that it uses; take out what is no flow");
        }
    }

    private static FlowRefusedException refused(String file, String reason) {
        return new FlowRefusedException(List.of(FlowProblem.of(file, reason)));
    }
}
