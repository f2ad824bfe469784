package io.fnorpa.tools;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docs/flow-author.md has its reader do: lines of {@code bin/flow}, and files to write. */
final class AuthorsPage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml)?\\n(.*?)^```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern EXIT_CODE = Pattern.compile(" +# exit code (\\d)$");
    private static final Pattern FILE = Pattern.compile("# (at the end of )?fno-flows/(acme/\\S+)");

    private AuthorsPage() {}

    /**
     * One of them.
     *
     * @param command  after {@code bin/flow}; empty where a file is written
     * @param exitCode that it says the command has
     * @param file     relative to the folder of all flows
     */
    record Deed(List<String> command, int exitCode, String file, boolean atTheEnd, String text) {

        void write(Path flows) throws IOException {
            if (atTheEnd) {
                Files.writeString(flows.resolve(file), text, StandardOpenOption.APPEND);
            } else {
                Files.writeString(flows.resolve(file), text);
            }
        }
    }

    /** @param flows the folder that takes the place of fno-flows */
    static List<Deed> deeds(Checkout checkout, Path flows) throws IOException {
        List<Deed> deeds = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(checkout.root().resolve("docs/flow-author.md")));
        while (block.find()) {
            if (block.group(1) != null) {
                String first = block.group(2).lines().findFirst().orElseThrow();
                Matcher file = FILE.matcher(first);
                if (!file.matches()) {
                    throw new AssertionError("which file is this? " + first);
                }
                deeds.add(new Deed(List.of(), 0, file.group(2), file.group(1) != null, block.group(2).substring(first.length() + 1)));
            } else {
                block.group(2).lines().filter(line -> line.startsWith("bin/flow ")).filter(line -> !line.contains("PORT") && !line.contains("--url"))
                        .map(line -> command(line.substring("bin/flow ".length()), flows)).forEach(deeds::add);
            }
        }
        return deeds;
    }

    private static Deed command(String line, Path flows) {
        Matcher code = EXIT_CODE.matcher(line);
        boolean says = code.find();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(says ? line.substring(0, code.start()) : line);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return new Deed(Stream.concat(words.stream(), Stream.of("--flows", flows.toString())).toList(), says ? Integer.parseInt(code.group(1)) : 0, null, false, null);
    }
}
