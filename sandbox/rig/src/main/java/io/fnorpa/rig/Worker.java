package io.fnorpa.rig;

import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The platform's application as a worker. It has a copy of the public keys, and no other file, address or credential of anybody. */
public final class Worker extends Application {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private Worker(String name, Checkout checkout, Path folder, Map<String, String> settings) {
        super(name, folder, checkout.application("src"), "rpa", "rpa.worker.port", settings);
    }

    /** @param keys whose public half it verifies the orchestrators' tokens with */
    public static Worker start(Checkout checkout, String name, Path folder, SigningKeys keys, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.roles", "worker");
        settings.put("rpa.instance", name);
        settings.put("rpa.home", home(checkout, folder).toString());
        settings.put("rpa.keys.dir", publicKeys(keys, folder).toString());
        settings.putAll(more);
        Worker worker = new Worker(name, checkout, folder, settings);
        worker.startNew();
        return worker;
    }

    /** It has its own routes, and no flows: those it fetches. */
    private static Path home(Checkout checkout, Path folder) {
        try {
            Path routes = Files.createDirectories(folder.resolve("home/routes/worker"));
            try (Stream<Path> files = Files.list(checkout.root().resolve("routes/worker"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, routes.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder.resolve("home").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a worker's home in " + folder, e);
        }
    }

    private static Path publicKeys(SigningKeys keys, Path folder) {
        try {
            Path own = Files.createDirectories(folder.resolve("keys")).toAbsolutePath();
            Files.copy(keys.publicKeysFile(), own.resolve("public-keys.json"), StandardCopyOption.REPLACE_EXISTING);
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the public keys to " + folder, e);
        }
    }

    @Override
    Duration endLimit() {
        return END_LIMIT;
    }

    @Override
    String heap() {
        return "256m";
    }

    @Override
    String readyPath() {
        return "/q/health/ready";
    }
}
