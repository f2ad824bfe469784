package io.fnorpa.flow.runtime;

import io.fnorpa.ticket.FlowFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An FNO's files as they were at one moment, with the shared Kamelets that they use. All that follows (check, version,
 * context) works on these texts, so that a file which changes meanwhile does no harm.
 *
 * @param fno       name of the folder
 * @param files     path relative to the folder of all flows ({@code octotel/fno.yaml}) to text
 * @param strangers YAML files in the FNO's folder whose names say nothing
 * @param shared    names of all shared Kamelets, used or not, for who misspelt one; not part of the version
 */
record FlowFolder(String fno, SortedMap<String, String> files, List<String> strangers, List<String> shared) {

    static final String SHARED = "kamelets";
    static final String ROUTES_SUFFIX = ".camel.yaml";
    static final String KAMELET_SUFFIX = ".kamelet.yaml";

    private static final Pattern KAMELET_CALL = Pattern.compile("kamelet:([A-Za-z0-9_-]+)");
    private static final int VERSION_LENGTH = 12;

    /**
     * Reads {@code <fnoFlows>/<fno>} and what it uses of {@code <fnoFlows>/kamelets}.
     *
     * @throws FlowRefusedException a file cannot be read, or there is too much ({@link FlowTexts})
     */
    static FlowFolder read(Path fnoFlows, String fno) {
        FlowTexts texts = new FlowTexts(fnoFlows, fno);
        SortedMap<String, String> own = texts.own();
        List<String> strangers = own.keySet().stream().filter(file -> !isKnown(file)).toList();
        own.keySet().removeAll(strangers);
        addUsed(own, fno, fnoFlows, texts);
        return new FlowFolder(fno, own, strangers, shared(fnoFlows));
    }

    /**
     * A version that was read elsewhere.
     *
     * @throws FlowRefusedException the files are not those of the version that they are said to be
     */
    static FlowFolder of(FlowFiles files) {
        FlowFolder folder = new FlowFolder(files.fno(), new TreeMap<>(files.files()), List.of(), List.of());
        if (!folder.version().equals(files.version())) {
            throw new FlowRefusedException(List.of(FlowProblem.of(files.fno(), "these files are version " + folder.version()
                    + ", and were said to be " + files.version() + "; are orchestrator and worker of the same release?")));
        }
        return folder;
    }

    private static boolean isKnown(String file) {
        return file.endsWith("/" + FnoSettings.FILE) || file.endsWith(ROUTES_SUFFIX) || file.endsWith(KAMELET_SUFFIX);
    }

    private static List<String> shared(Path fnoFlows) {
        Path path = fnoFlows.resolve(SHARED);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(FlowTexts::isYaml).map(file -> SHARED + "/" + file.getFileName()).filter(file -> file.endsWith(KAMELET_SUFFIX))
                    .map(FlowFolder::kameletName).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the shared Kamelets in " + path, e);
        }
    }

    private static void addUsed(SortedMap<String, String> files, String fno, Path fnoFlows, FlowTexts texts) {
        boolean grown = true;
        while (grown) {
            Map<String, String> used = new LinkedHashMap<>();
            files.values().forEach(text -> KAMELET_CALL.matcher(text).results().map(call -> call.group(1)).distinct()
                    .filter(name -> !files.containsKey(fno + "/" + name + KAMELET_SUFFIX))
                    .map(name -> SHARED + "/" + name + KAMELET_SUFFIX)
                    .filter(file -> !files.containsKey(file) && Files.isRegularFile(fnoFlows.resolve(file)))
                    .forEach(file -> used.computeIfAbsent(file, texts::read)));
            grown = !used.isEmpty();
            files.putAll(used);
        }
    }

    String settingsFile() {
        return fno + "/" + FnoSettings.FILE;
    }

    /** Files with routes. */
    Stream<String> routeFiles() {
        return files.keySet().stream().filter(file -> file.endsWith(ROUTES_SUFFIX));
    }

    /** Files with a Kamelet, the FNO's own and the shared ones in use. */
    Stream<String> kameletFiles() {
        return files.keySet().stream().filter(file -> file.endsWith(KAMELET_SUFFIX));
    }

    /** The file of a Kamelet: the FNO's own goes before a shared one. */
    Optional<String> kameletFile(String name) {
        return Stream.of(fno, SHARED).map(folder -> folder + "/" + name + KAMELET_SUFFIX).filter(files::containsKey).findFirst();
    }

    /** {@code octotel-login} for {@code octotel/octotel-login.kamelet.yaml}. */
    static String kameletName(String file) {
        return file.substring(file.indexOf('/') + 1, file.length() - KAMELET_SUFFIX.length());
    }

    /** Short SHA-256 over names and texts. */
    String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((file, text) -> {
                digest.update((file + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
