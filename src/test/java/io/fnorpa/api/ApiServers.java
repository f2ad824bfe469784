package io.fnorpa.api;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the API stands on: H2, S3 and Valkey as processes of their own, the routes of this checkout, and FNOs of the tests' own,
 * so that no test depends on what the real ones say.
 */
public class ApiServers implements QuarkusTestResourceLifecycleManager {

    private static final String SECRET = "of-the-api-tests";

    private static H2Server h2;

    private static ValkeyServer valkey;

    private static Path flows;

    private S3Server s3;

    /** The database's server, for tests that take it away. */
    static H2Server h2() {
        return h2;
    }

    /** The folder of flows that is watched, a copy that a test may change. */
    public static Path flows() {
        return flows;
    }

    /** The store of TOTP steps and of the accounts' standing, for tests that look into it or take it away. */
    static ValkeyServer valkey() {
        return valkey;
    }

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        h2 = H2Server.start(folder.resolve("h2"), "rpa", Secret.of(SECRET));
        s3 = S3Server.start(folder.resolve("s3"));
        valkey = ValkeyServer.at(folder.resolve("valkey")).appendOnly().start();
        Map<String, String> settings = new HashMap<>();
        settings.put("rpa.roles", "orchestrator,worker");
        settings.put("rpa.home", home(folder).toString());
        settings.put("rpa.instance", "api-test");
        settings.put("rpa.keys.dir", folder.resolve("keys").toString());
        settings.put("rpa.secrets.dir", secrets(folder).toString());
        settings.put("rpa.database.url", h2.jdbcUrl());
        settings.put("rpa.valkey.url", valkey.address().toString());
        settings.put("rpa.totp.min-replicas", "0");
        settings.put("rpa.evidence.endpoint", s3.address().toString());
        settings.put("rpa.evidence.spool-dir", folder.resolve("spool").toString());
        settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers").toString());
        settings.put("rpa.warm-pool-size", "0");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        return settings;
    }

    @Override
    public void stop() {
        if (valkey != null) {
            valkey.close();
        }
        if (s3 != null) {
            s3.close();
        }
        if (h2 != null) {
            h2.close();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/api-tests")).toAbsolutePath(), "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home(Path folder) {
        try {
            Path home = Files.createDirectories(folder.resolve("home"));
            Files.createSymbolicLink(home.resolve("routes"), Checkout.find().root().resolve("routes"));
            flows = home.resolve("fno-flows");
            Path given = Path.of("test/resources/api/fno-flows");
            try (Stream<Path> files = Files.walk(given)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, flows.resolve(given.relativize(file)));
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path secrets(Path folder) {
        try {
            Path secrets = Files.createDirectories(folder.resolve("secrets"));
            Map<String, String> contents = Map.of("database-password", SECRET, "s3-access-key", SECRET, "s3-secret-key", SECRET,
                    "login-keys", "k1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
            for (Map.Entry<String, String> secret : contents.entrySet()) {
                Path file = Files.writeString(secrets.resolve(secret.getKey()), secret.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
