package io.fnorpa.rig;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The container engine that {@code bin/image} built the browser service's image with, as a command line: podman's and
 * docker's are the same for what is said here.
 *
 * @param program  {@code podman} or {@code docker}
 * @param settings podman's file of settings, or empty for its own
 * @param image    the image's id
 */
public record ContainerEngine(String program, String settings, String image) {

    private static final String BUILT = ".rpa/image.properties";

    /** What a command of the engine said, and its exit code. */
    public record Said(int exitCode, String text) {}

    /** @throws IllegalStateException if {@code bin/image} has built none here */
    public static ContainerEngine of(Checkout checkout) {
        Path file = checkout.root().resolve(BUILT);
        Properties built = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            built.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read. Build the image:  bin/image", e);
        }
        return new ContainerEngine(built.getProperty("engine"), built.getProperty("settings", ""), built.getProperty("id"));
    }

    /** The engine's command line with these arguments. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (!settings.isEmpty()) {
            command.addAll(List.of("/usr/bin/env", "CONTAINERS_CONF=" + settings));
        }
        command.add(program);
        command.addAll(arguments);
        return command;
    }

    /** Runs a command of the engine to its end; both of its outputs are taken. */
    public Said say(String... arguments) {
        return say(List.of(arguments));
    }

    Said say(List<String> arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Told to end while " + program + " ran", e);
        }
    }

    /** What a command of the engine says; it must succeed. */
    String ask(List<String> arguments) {
        Said said = say(arguments);
        if (said.exitCode() != 0) {
            throw new IllegalStateException(program + " " + String.join(" ", arguments) + " ended with " + said.exitCode() + ": "
                    + said.text());
        }
        return said.text();
    }
}
