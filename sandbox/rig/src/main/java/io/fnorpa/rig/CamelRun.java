package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code camel run} as a process, in one of the two releases of Camel that the language must work on. It answers once Camel has started. */
public final class CamelRun extends ForeignServer {

    /** A release, and how it is started. */
    public enum Release {
        /** The command itself. */
        COMMAND("CamelRun.java", List.of("run", "--logging-color=false")),
        /** The engine under it, in the platform's own release. */
        ENGINE("KameletRun.java", List.of());

        private final String source;
        private final List<String> first;

        Release(String source, List<String> first) {
            this.source = source;
            this.first = first;
        }

        private String profile() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration GATHER_LIMIT = Duration.ofMinutes(8);
    /** A worker lets its flows end first. */
    private static final Duration END_LIMIT = Duration.ofSeconds(90);

    private final Checkout checkout;
    private final Release release;
    private final Path home;
    private final Path repository;
    private final List<String> arguments;

    private CamelRun(Checkout checkout, Release release, Path folder, Path home, Path repository, List<String> arguments) {
        super("camel-run", folder, null);
        this.checkout = checkout;
        this.release = release;
        this.home = home.toAbsolutePath();
        this.repository = repository.toAbsolutePath();
        this.arguments = arguments;
    }

    /**
     * @param folder     its working directory
     * @param home       of the user that it is started by
     * @param repository Maven's, with all that {@code --dep} names
     * @param arguments  of {@code camel run}; a {@code %PORT%} in them is the port that it gets
     */
    public static CamelRun start(Checkout checkout, Release release, Path folder, Path home, Path repository, List<String> arguments) {
        CamelRun run = new CamelRun(checkout, release, folder, home, repository, arguments);
        run.startNew();
        return run;
    }

    /**
     * Has Maven gather a release's jars, unless they are there.
     *
     * @return why they cannot be had; empty if they are there
     */
    public static Optional<String> gather(Checkout checkout, Release release) {
        Path pom = checkout.root().resolve("sandbox/jbang/pom.xml");
        Path jars = jars(checkout, release);
        Path gathered = jars.resolveSibling(release.profile() + ".gathered");
        try {
            if (Files.exists(gathered) && isNewer(gathered, pom) && isNewer(gathered, checkout.root().resolve("pom.xml"))) {
                return Optional.empty();
            }
            empty(jars); // else those of the release before would stand beside, in the same class path
            Path log = jars.resolveSibling(release.profile() + ".log");
            Process maven = new ProcessBuilder(Optional.ofNullable(System.getenv("MVN")).orElse("mvn"), "-B", "-ntp", "-Dstyle.color=never", "-f", pom.toString(),
                    "-P" + release.profile(), "-Djars=" + jars, "package").redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!maven.waitFor(GATHER_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                maven.destroy();
                return Optional.of("Maven did not gather the jars within " + GATHER_LIMIT.toMinutes() + " minutes; see " + log);
            }
            if (maven.exitValue() != 0) {
                return Files.readString(log).lines().filter(line -> line.startsWith("[ERROR]")).findFirst().or(() -> Optional.of("Maven failed; see " + log));
            }
            Files.writeString(gathered, "");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Maven cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the wait for Maven was broken off");
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isNewer(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private static Path jars(Checkout checkout, Release release) {
        return checkout.root().resolve("sandbox/jbang/target").resolve(release.profile());
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(Java.modest("256m"));
        command.add("-Duser.home=" + home);
        command.add("-Dmaven.repo.local=" + repository);
        command.addAll(List.of("-cp", jars(checkout, release) + "/*", checkout.root().resolve("sandbox/jbang").resolve(release.source).toString()));
        command.addAll(release.first);
        arguments.forEach(argument -> command.add(argument.replace("%PORT%", port().toString())));
        return command;
    }

    @Override
    boolean answers() {
        return says().contains(") started in ");
    }

    /** All that it has said so far. */
    public String says() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, if it was told to. */
    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    Duration endLimit() {
        return END_LIMIT;
    }
}
