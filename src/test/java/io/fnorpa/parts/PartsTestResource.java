package io.fnorpa.parts;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Database, S3 server and Valkey of their own for the routes under test; a field of type {@link Parts} gets them. The S3
 * server is away when the platform starts, which must not mind; a test that wants it starts it again.
 */
public class PartsTestResource implements QuarkusTestResourceLifecycleManager {

    private Parts parts;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("parts");
            SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
            secrets.write("database-password", "tests");
            secrets.write("s3-access-key", "tests");
            secrets.write("s3-secret-key", "tests");
            secrets.write("octotel-username", "tests");
            secrets.write("octotel-password", "tests");
            secrets.write("octotel-totp-secret", Parts.TOTP_KEY);
            parts = new Parts(folder, secrets, H2Server.start(folder.resolve("h2"), "rpa", Secret.of("tests")),
                    S3Server.start(folder.resolve("s3")), ValkeyServer.start(folder.resolve("valkey")));
            parts.s3().kill9();
            return settings(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(Path folder) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("rpa.home", homeWithoutFlows(folder).toString());
        settings.put("rpa.orchestrator.port", "0");
        settings.put("rpa.keys.dir", folder.resolve("keys").toString());
        settings.put("rpa.secrets.dir", parts.secrets().folder().toString());
        settings.put("rpa.database.url", parts.database().jdbcUrl());
        settings.put("rpa.valkey.url", parts.valkey().address().toString());
        settings.put("rpa.evidence.endpoint", parts.s3().address().toString());
        settings.put("rpa.evidence.bucket", Parts.BUCKET);
        settings.put("rpa.evidence.spool-dir", folder.resolve("spool").toString());
        settings.put("rpa.evidence.retry-interval", "500ms");
        settings.put("rpa.totp.min-replicas", "0");
        settings.put("rpa.totp.min-life", "3s");
        settings.put("rpa.warm-pool-size", "0");
        settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers").toString());
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        return settings;
    }

    /** The routes are the checkout's own; there is no FNO, so that no job is claimed. */
    private static Path homeWithoutFlows(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("fno-flows"));
        Files.createSymbolicLink(home.resolve("routes"), Checkout.find().root().resolve("routes"));
        return home;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, new TestInjector.MatchesType(Parts.class));
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
        }
    }
}
