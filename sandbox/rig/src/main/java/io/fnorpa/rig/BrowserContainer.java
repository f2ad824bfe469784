package io.fnorpa.rig;

import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The browser service as a container, from the image that {@code bin/image} has built, confined as on a cluster: some
 * UID with group 0, nothing to write to but a tmpfs, no capability, 1 GiB of memory. It may open pages of this machine,
 * which it reaches at {@link #gateway()}. What is left of it is removed by {@link #close()}.
 */
public final class BrowserContainer extends Server {

    /** As OpenShift would choose it for a namespace. */
    public static final int UID = 1_000_710_000;
    public static final long MEMORY_LIMIT = 1L << 30;
    /** What the containers of one run of {@code bin/test} are known by, so that it can remove what was left. */
    private static final String LABEL = "io.fnorpa.run=" + Optional.ofNullable(System.getenv("RPA_RUN")).orElse("by-hand");
    private static final String PORT = "8080";
    private static final String READY = "/health/ready";
    /** Group 0, no capability, nothing to write to but what is in memory. */
    private static final List<String> CONFINED = List.of("--user", UID + ":0", "--read-only", "--cap-drop", "ALL",
            "--security-opt", "no-new-privileges", "--shm-size", "64m",
            "--tmpfs", "/tmp:rw,exec,nosuid,nodev,size=256m,mode=1777",
            "--memory", String.valueOf(MEMORY_LIMIT), "--memory-swap", String.valueOf(MEMORY_LIMIT));

    private final ContainerEngine engine;
    private final String container = "rpa-browser-" + UUID.randomUUID();
    private final List<String> options;
    private URI address;
    private Duration startedIn;

    private BrowserContainer(ContainerEngine engine, Path folder, List<String> options) {
        super("browser-container", folder, Tether.FOREIGN);
        this.engine = engine;
        this.options = options;
    }

    /**
     * Starts one.
     *
     * @param instance  its id, the audience of the tokens that it takes
     * @param keys      whose public half it verifies tokens with
     * @param more      further options of the engine, such as {@code --cap-add SYS_ADMIN}
     * @param variables of its environment
     */
    public static BrowserContainer start(ContainerEngine engine, Path folder, String instance, SigningKeys keys, List<String> more,
            Map<String, String> variables) {
        List<String> options = new ArrayList<>(List.of("--publish", "127.0.0.1::" + PORT, "--label", LABEL));
        options.addAll(CONFINED);
        if (engine.program().equals("podman")) {
            options.add("--read-only-tmpfs=false"); // else /run and /var/tmp could be written to
        }
        options.addAll(List.of("--volume", publicHalf(folder, keys) + ":/etc/browser-service:ro", "--env", "BROWSER_INSTANCE=" + instance,
                "--env", "BROWSER_ALLOW_PRIVATE_ADDRESSES=true"));
        variables.forEach((name, value) -> options.addAll(List.of("--env", name + "=" + value)));
        options.addAll(more);
        BrowserContainer service = new BrowserContainer(engine, folder, options);
        long begin = System.nanoTime();
        try {
            service.startNew();
            service.startedIn = Duration.ofNanos(System.nanoTime() - begin);
        } catch (RuntimeException e) {
            service.remove();
            throw e;
        }
        return service;
    }

    /** A folder without the private key in it. */
    private static Path publicHalf(Path folder, SigningKeys keys) {
        try {
            Path mounted = Files.createDirectories(folder.toAbsolutePath().resolve("public-keys"));
            Files.copy(keys.publicKeysFile(), mounted.resolve("public-keys.json"));
            return mounted;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the public keys to " + folder, e);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("run", "--name", container));
        command.addAll(options);
        command.add(engine.image());
        return engine.command(command);
    }

    @Override
    boolean answers() throws IOException {
        if (address == null) {
            ContainerEngine.Said said = engine.say("port", container, PORT);
            if (said.exitCode() != 0 || said.text().isEmpty()) {
                return false;
            }
            address = URI.create("http://" + said.text().lines().findFirst().orElseThrow());
        }
        return Answer.get(address.resolve(READY)).ok();
    }

    /** Where this machine reaches it. */
    @Override
    public URI address() {
        return address;
    }

    /** What it answers to the question whether it is ready. */
    public String health() {
        try {
            return Answer.get(address.resolve(READY)).body();
        } catch (IOException e) {
            throw new UncheckedIOException("The container does not answer at " + address, e);
        }
    }

    /** From the engine's call until it had opened a page. */
    public Duration startedIn() {
        return startedIn;
    }

    /** The address of this machine on the network that it shares with the container. */
    public String gateway() {
        return inspect("{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}");
    }

    /** What a shell in the container says, which runs as the service does; it must succeed. */
    public String shell(String script) {
        return engine.ask(List.of("exec", container, "sh", "-c", script));
    }

    /** The same, with its exit code. */
    public ContainerEngine.Said tryShell(String script) {
        return engine.say("exec", container, "sh", "-c", script);
    }

    /** What the engine knows of it, by a template of Go's. */
    public String inspect(String template) {
        return engine.ask(List.of("inspect", "--format", template, container));
    }

    /** Files of the image that were changed, one a line. */
    public String changedFiles() {
        return engine.ask(List.of("diff", container));
    }

    /** Has it end in good order, as a cluster does; answers its exit code. */
    public int terminate() {
        engine.ask(List.of("kill", "--signal", "TERM", container));
        return Integer.parseInt(engine.ask(List.of("wait", container)));
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            remove();
        }
    }

    private void remove() {
        engine.say("rm", "--force", container);
    }
}
