package io.fnorpa.bench.queue;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder for {@code rpa.home} whose jobs are empty: the project's routes and statements as they are, but for those
 * routes that {@code nothing.camel.yaml} has instead (browser, session, flow, evidence), and {@link #LANES} with one job
 * type that does nothing. What is left is the queue.
 */
final class BenchHome {

    /** As many as the platform has FNOs. */
    static final List<String> LANES = List.of("benchone", "benchtwo", "benchthree", "benchfour");
    static final String JOB_TYPE = "empty";
    private static final String NOTHING = "nothing.camel.yaml";
    /** The routes of the browsers that the platform uses where nothing else is said. */
    private static final String BROWSERS = "browsers-local";
    /** A route of a file, from its dash to the next one; comments between two belong to the first. */
    private static final Pattern ENTRY = Pattern.compile("(?ms)^- .*?(?=^- |\\z)");
    private static final Pattern ID = Pattern.compile("(?m)^    id: (\\S+)$");

    private BenchHome() {}

    /** Makes it; answers the folder. */
    static Path make(Checkout checkout, Path folder) throws IOException {
        String nothing = resource(NOTHING);
        Set<String> replaced = ID.matcher(nothing).results().map(id -> id.group(1)).collect(Collectors.toSet());
        Path routes = Files.createDirectories(folder.resolve("routes/orchestrator"));
        for (String part : List.of(".", BROWSERS)) {
            Path target = Files.createDirectories(routes.resolve(part));
            for (Path file : files(checkout.root().resolve("routes/orchestrator").resolve(part))) {
                String left = without(replaced, Files.readString(file));
                if (ID.matcher(left).find()) {
                    Files.writeString(target.resolve(file.getFileName()), left);
                }
            }
        }
        Files.writeString(routes.resolve(NOTHING), nothing);
        Path statements = Files.createDirectories(folder.resolve("routes/sql"));
        for (Path file : files(checkout.root().resolve("routes/sql"))) {
            Files.copy(file, statements.resolve(file.getFileName()));
        }
        for (String lane : Stream.concat(LANES.stream(), Stream.of(QueueDatabase.PAUSED_LANE)).toList()) {
            Path flows = Files.createDirectories(folder.resolve("fno-flows").resolve(lane));
            Files.writeString(flows.resolve("fno.yaml"), resource("fno.yaml").replace("LANE", lane));
            Files.writeString(flows.resolve(JOB_TYPE + ".camel.yaml"), resource("flow.camel.yaml").replace("LANE", lane));
        }
        Files.createDirectories(folder.resolve("fno-flows/kamelets"));
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static String without(Set<String> ids, String routes) {
        Matcher entries = ENTRY.matcher(routes);
        return entries.replaceAll(entry -> {
            Matcher id = ID.matcher(entry.group());
            return id.find() && ids.contains(id.group(1)) ? "" : Matcher.quoteReplacement(entry.group());
        });
    }

    static String resource(String name) throws IOException {
        try (InputStream in = BenchHome.class.getResourceAsStream("/bench/queue/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
