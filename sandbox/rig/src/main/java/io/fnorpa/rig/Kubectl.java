package io.fnorpa.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A cluster, as kubectl's command line sees it.
 *
 * @param program    kubectl, or OpenShift's {@code oc}
 * @param kubeconfig file whose current context is meant
 */
public record Kubectl(Path program, Path kubeconfig) {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The API server is often a link away, where no proxy of the environment is of use. */
    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");

    /** What a command printed, what it complained of, and its exit code. */
    public record Said(int exitCode, String text, String complaint) {

        public boolean ok() {
            return exitCode == 0;
        }

        /** Both. */
        public String all() {
            return (text + "\n" + complaint).strip();
        }
    }

    /** The command line with these arguments. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        // In a session of its own: Ctrl-C in a terminal reaches us alone, and what we clean up with is not broken off.
        Tether.program("setsid").ifPresent(setsid -> command.addAll(List.of(setsid.toString(), "--wait")));
        command.add("/usr/bin/env");
        PROXIES.forEach(proxy -> command.addAll(List.of("-u", proxy)));
        Stream.of(program, "--kubeconfig", kubeconfig).map(String::valueOf).forEach(command::add);
        command.addAll(arguments);
        return command;
    }

    /** Runs a command to its end. */
    public Said say(String... arguments) {
        return say(List.of(arguments));
    }

    /** @throws ServerFailedException if the program cannot be started, or we were told to end meanwhile */
    public Said say(List<String> arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments)).start();
            process.getOutputStream().close();
            CompletableFuture<String> complaint = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroy();
                    throw new ServerFailedException("kubectl " + String.join(" ", arguments) + " did not end within " + LIMIT.toSeconds() + " s. Does the cluster answer?");
                }
                return new Said(process.exitValue(), text.join(), complaint.join());
            } catch (InterruptedException e) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                Thread.currentThread().interrupt();
                throw new ServerFailedException("was told to end during: kubectl " + String.join(" ", arguments));
            }
        } catch (IOException e) {
            throw new ServerFailedException("Cannot run " + program + ": " + e.getMessage(), e);
        }
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command printed. @throws ServerFailedException with what it said, if it failed */
    public String text(String... arguments) {
        Said said = say(arguments);
        if (!said.ok()) {
            throw new ServerFailedException("kubectl " + String.join(" ", arguments) + ": " + said.all());
        }
        return said.text();
    }

    /** The items of {@code kubectl … -o json}. */
    public List<JsonNode> items(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        try {
            List<JsonNode> items = new ArrayList<>();
            JSON.readTree(text(all.toArray(String[]::new))).path("items").forEach(items::add);
            return items;
        } catch (JsonProcessingException e) {
            throw new ServerFailedException("kubectl " + String.join(" ", all) + " gave no JSON", e);
        }
    }
}
