package io.fnorpa.bench.totp;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole platform with one account at the practice portal Octotel, which takes each code once: real Firefox, portal,
 * database, Valkey and S3 server of its own, two jobs at a time. Logins are saved and used again, or not.
 */
final class OneAccount implements AutoCloseable {

    private static final String FNO = "octotel";
    private static final String SERVICE = "OCT-300101";
    private static final String USER = "rpa";
    private static final String PASSWORD = "bench-database";
    private static final int KEY_BYTES = 32;
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long LIMIT_PER_JOB_SECONDS = 120;

    private final Checkout checkout;
    private final Path folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final H2Server h2;
    private final Orchestrator orchestrator;

    /** Starts all of it. */
    OneAccount(Checkout checkout, Path folder, boolean reusesLogins) throws IOException {
        this.checkout = checkout;
        this.folder = folder;
        try {
            h2 = kept(H2Server.start(folder.resolve("h2"), USER, Secret.of(PASSWORD)));
            ValkeyServer valkey = kept(ValkeyServer.start(folder.resolve("valkey")));
            S3Server s3 = kept(S3Server.start(checkout, folder.resolve("s3"), null));
            Portals portals = kept(Portals.start(checkout, folder.resolve("portals"), Map.of()));
            portals.ensureService(FNO, SERVICE);
            SecretFiles secrets = secrets(portals);
            orchestrator = kept(Orchestrator.start(checkout, folder.resolve("orchestrator"), settings(home(reusesLogins), secrets, valkey, s3)));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.push(part);
        return part;
    }

    private SecretFiles secrets(Portals portals) {
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        secrets.write("database-password", PASSWORD);
        secrets.write("s3-access-key", "bench");
        secrets.write("s3-secret-key", "bench");
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        secrets.write("login-keys", "k1 " + Base64.getEncoder().encodeToString(key));
        PracticeCredentials.of(checkout).writeTo(secrets, portals.address());
        return secrets;
    }

    /** The project's routes and flows, with logins saved at this FNO or not. */
    private Path home(boolean reusesLogins) throws IOException {
        Path home = folder.resolve("home");
        for (String part : List.of("routes", "fno-flows")) {
            Path from = checkout.root().resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path to = home.resolve(part).resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        Path settings = home.resolve("fno-flows").resolve(FNO).resolve("fno.yaml");
        String text = Files.readString(settings);
        String reusing = text.replaceFirst("(?m)^(session-reuse:\\n  enabled:) \\w+$", "$1 " + reusesLogins);
        if (!reusing.contains("session-reuse:\n  enabled: " + reusesLogins)) {
            throw new IllegalStateException(settings + " does not say whether logins are saved");
        }
        Files.writeString(settings, reusing);
        return home;
    }

    private Map<String, String> settings(Path home, SecretFiles secrets, ValkeyServer valkey, S3Server s3) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.home", home.toString());
        settings.put("rpa.instance", "bench");
        settings.put("rpa.max-workers", "2");
        settings.put("rpa.warm-pool-size", "1");
        settings.put("rpa.keys.dir", new SigningKeys(folder.resolve("keys")).createIfAbsent().folder().toString());
        settings.put("rpa.secrets.dir", secrets.folder().toString());
        settings.put("rpa.database.url", h2.jdbcUrl());
        settings.put("rpa.valkey.url", valkey.address().toString());
        settings.put("rpa.totp.min-replicas", "0");
        settings.put("rpa.evidence.endpoint", s3.address().toString());
        settings.put("rpa.evidence.bucket", "rpa-evidence");
        settings.put("rpa.evidence.spool-dir", folder.resolve("spool").toString());
        settings.put("rpa.browsers.local.jar", checkout.application("browser-service").toString());
        settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers").toString());
        settings.put("rpa.browsers.allow-private-addresses", "true");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        checkout.playwrightDriver().ifPresent(driver -> settings.put("rpa.browsers.local.driver-dir", driver.toString()));
        checkout.firefoxCaches().ifPresent(caches -> settings.put("rpa.browsers.local.firefox-caches", caches.toString()));
        return settings;
    }

    /**
     * Brings in so many validations at once.
     *
     * @return how many were done in a minute
     */
    double jobsPerMinute(int jobs) throws SQLException, IOException, InterruptedException {
        long before = number("select coalesce(max(id), 0) from job", 0);
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            insert();
        }
        long bound = start + TimeUnit.SECONDS.toNanos(LIMIT_PER_JOB_SECONDS * jobs);
        while (number("select count(*) from job where id > ? and state in ('PENDING', 'CLAIMED', 'RUNNING')", before) > 0) {
            if (System.nanoTime() > bound) {
                throw new IOException("The jobs were not done in time; see " + orchestrator.log());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        double minutes = (System.nanoTime() - start) / (double) TimeUnit.MINUTES.toNanos(1);
        if (number("select count(*) from job where id > ? and state = 'SUCCEEDED'", before) != jobs) {
            throw new IOException("Not all jobs succeeded; see " + orchestrator.log());
        }
        return jobs / minutes;
    }

    private void insert() throws SQLException {
        try (Connection connection = h2.connect();
                PreparedStatement insert = connection.prepareStatement("insert into job (provider, type, parameters) values (?, 'validation', ?)")) {
            insert.setString(1, FNO);
            insert.setString(2, "{\"service_id\": \"" + SERVICE + "\"}");
            insert.executeUpdate();
        }
    }

    private long number(String query, long after) throws SQLException {
        try (Connection connection = h2.connect(); PreparedStatement select = connection.prepareStatement(query)) {
            if (query.contains("?")) {
                select.setLong(1, after);
            }
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
