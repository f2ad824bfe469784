package io.fnorpa.flow.tool;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fnorpa.browser.WireJson;
import io.fnorpa.flow.FlowAttempt;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;

/**
 * {@code bin/flow install}: puts the language into a local Maven repository, as {@value #COORDINATES}, for {@code camel run
 * --dep}. Its pom names neither Camel, which {@code camel run} has in a release of its own, nor Quarkus, nor a parent. The
 * version is none of the build's, so that no build takes these jars for its own modules.
 */
public final class CamelRunInstall {

    /** What {@code --dep} names. */
    public static final String COORDINATES = "io.fnorpa:flow-dsl:local";

    private static final String VERSION = "local";
    private static final String OURS = "io.fnorpa";

    /** An artifact, and a class of it by which its jar is found. */
    private record Artifact(String group, String id, Class<?> member) {

        String version() {
            if (group.equals(OURS)) {
                return VERSION;
            }
            String jar = place(member).getFileName().toString();
            if (!jar.startsWith(id + "-") || !jar.endsWith(".jar")) {
                throw new IllegalStateException(member.getSimpleName() + " is in " + jar + ", which does not tell the version of " + id);
            }
            return jar.substring(id.length() + 1, jar.length() - ".jar".length());
        }

        String dependency() {
            return "    <dependency><groupId>" + group + "</groupId><artifactId>" + id + "</artifactId><version>" + version() + "</version></dependency>\n";
        }
    }

    private static final Artifact CONTRACT = new Artifact(OURS, "contract", WireJson.class);
    private static final Artifact LANGUAGE = new Artifact(OURS, "flow-dsl", FlowAttempt.class);
    private static final List<Artifact> OF_CONTRACT = List.of(
            new Artifact("org.bitbucket.b_c", "jose4j", JwtClaims.class),
            new Artifact("com.fasterxml.jackson.core", "jackson-databind", ObjectMapper.class),
            new Artifact("com.fasterxml.jackson.datatype", "jackson-datatype-jsr310", JavaTimeModule.class));
    private static final List<Artifact> OF_LANGUAGE = List.of(CONTRACT,
            new Artifact("com.fasterxml.jackson.dataformat", "jackson-dataformat-yaml", YAMLFactory.class),
            new Artifact("com.eatthepath", "java-otp", TimeBasedOneTimePasswordGenerator.class),
            new Artifact("io.github.resilience4j", "resilience4j-circuitbreaker", CircuitBreaker.class));

    private CamelRunInstall() {}

    /**
     * @param repository made if it is not there
     * @return the folder of the language's jar
     */
    public static Path into(Path repository) {
        try {
            put(repository, CONTRACT, OF_CONTRACT);
            return put(repository, LANGUAGE, OF_LANGUAGE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the Maven repository " + repository + ": " + e.getMessage(), e);
        }
    }

    private static Path put(Path repository, Artifact artifact, List<Artifact> dependencies) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(OURS.replace('.', '/')).resolve(artifact.id()).resolve(VERSION));
        Path draft = Files.createTempFile(folder, artifact.id(), ".tmp");
        Path place = place(artifact.member());
        if (Files.isDirectory(place)) {
            pack(place, draft);
        } else {
            Files.copy(place, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(draft, folder.resolve(artifact.id() + "-" + VERSION + ".jar"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(folder.resolve(artifact.id() + "-" + VERSION + ".pom"), pom(artifact, dependencies));
        return folder;
    }

    private static String pom(Artifact artifact, List<Artifact> dependencies) {
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>" + artifact.group() + "</groupId>\n  <artifactId>"
                + artifact.id() + "</artifactId>\n  <version>" + VERSION + "</version>\n  <dependencies>\n"
                + dependencies.stream().map(Artifact::dependency).collect(Collectors.joining()) + "  </dependencies>\n</project>\n";
    }

    private static Path place(Class<?> member) {
        return Path.of(URI.create(member.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Classes that are not in a jar yet. */
    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out); Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
    }
}
