package io.fnorpa.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's folder: where the jars, routes and flows are that the servers are started from. */
public record Checkout(Path root) {

    /** System property that names the folder; without it, it is searched upwards from the working directory. */
    public static final String HOME_PROPERTY = "rpa.home";
    /** Environment variable in which {@code bin/setup} names Firefox's program. */
    public static final String FIREFOX_VARIABLE = "RPA_FIREFOX";
    private static final String ROOT_MARK = "<artifactId>rpa-platform</artifactId>";

    /** @throws IllegalStateException if neither the property nor a folder above the working directory is the project's */
    public static Checkout find() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home != null) {
            return at(Path.of(home).toAbsolutePath().normalize());
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (isRoot(folder)) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException("Neither " + start + " nor a folder above it is the project's. Start from inside it, or say -D"
                + HOME_PROPERTY + "=<its folder>.");
    }

    private static Checkout at(Path root) {
        if (!isRoot(root)) {
            throw new IllegalStateException(HOME_PROPERTY + " is " + root
                    + ", which is not the project's folder: it has no pom.xml of rpa-platform.");
        }
        return new Checkout(root);
    }

    private static boolean isRoot(Path folder) {
        Path pom = folder.resolve("pom.xml");
        try {
            String text = Files.exists(pom) ? Files.readString(pom) : "";
            return text.contains(ROOT_MARK) && text.contains("<modules>");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + pom, e);
        }
    }

    /** The runnable jar of a module that Quarkus packages. */
    public Path application(String module) {
        return built(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), module);
    }

    /** The S3 server's jars, and our class that keeps it to this machine. */
    public String s3ClassPath() {
        Path target = root.resolve("sandbox/servers/target");
        return built(target.resolve("classes"), "sandbox/servers") + File.pathSeparator + built(target.resolve("s3"), "sandbox/servers") + "/*";
    }

    private static Path built(Path place, String module) {
        if (!Files.exists(place)) {
            throw new IllegalStateException(place + " is missing. Build it:  mvn -q -B -ntp -DskipTests -am -pl " + module + " package");
        }
        return place;
    }

    /** Playwright's driver, if {@code bin/demo} or {@code bin/test} has unpacked it; it then starts a second sooner. */
    public Optional<Path> playwrightDriver() {
        String named = System.getenv("RPA_PLAYWRIGHT_DRIVER");
        if (named != null && Files.isDirectory(Path.of(named))) {
            return Optional.of(Path.of(named));
        }
        return unpackedDrivers().max(Comparator.comparing(Path::getFileName));
    }

    /** Firefox's start-up caches, if {@code bin/demo} or {@code bin/test} has made them; it then starts sooner. */
    public Optional<Path> firefoxCaches() {
        return Optional.ofNullable(System.getenv("RPA_FIREFOX_CACHES")).map(Path::of).filter(folder -> Files.exists(folder.resolve("compatibility.ini")));
    }

    private Stream<Path> unpackedDrivers() {
        Path kept = root.resolve(".rpa");
        if (!Files.isDirectory(kept)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(kept)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("driver-"))
                    .filter(entry -> Files.exists(entry.resolve("package/cli.js"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + kept, e);
        }
    }
}
