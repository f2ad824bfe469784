package io.fnorpa.rig.chaos;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.Server;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All servers of a run, with two orchestrators, each of which reaches database, S3 and portals through relays of its own.
 * Leases and pauses are short, so that much happens in a short time; what they are must not matter.
 */
final class ChaosPlatform implements AutoCloseable {

    static final int ORCHESTRATORS = 2;
    static final String BUCKET = "rpa-evidence";
    static final int LEASE_SECONDS = 15;
    static final int HEARTBEAT_SECONDS = 3;
    private static final String LANE_REST = "PT10S";
    private static final String USER = "rpa";
    private static final String PASSWORD = "chaos-database";
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final Checkout checkout;
    private final Path folder;
    private final SigningKeys keys;
    private final List<AutoCloseable> around = new ArrayList<>();
    private final List<Orchestrator> orchestrators = new ArrayList<>();
    private final List<Map<Part, Relay>> relays = new ArrayList<>();
    private H2Server h2;
    private TotpStore totp;
    private S3Server s3;
    private Portals portals;

    private ChaosPlatform(Checkout checkout, Path folder) {
        this.checkout = checkout;
        this.folder = folder;
        this.keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
    }

    /** @param folder empty, or not there yet */
    static ChaosPlatform start(Checkout checkout, Path folder) throws IOException {
        ChaosPlatform platform = new ChaosPlatform(checkout, folder);
        try {
            platform.start();
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void start() throws IOException {
        h2 = kept(H2Server.start(folder.resolve("h2"), USER, Secret.of(PASSWORD)));
        totp = kept(new TotpStore(folder.resolve("valkey")));
        s3 = kept(S3Server.start(checkout, folder.resolve("s3"), null));
        portals = kept(Portals.start(checkout, folder.resolve("portals"), Map.of()));
        Path home = home();
        for (int i = 0; i < ORCHESTRATORS; i++) {
            Map<Part, Relay> own = new EnumMap<>(Part.class);
            own.put(Part.DATABASE, kept(new Relay(h2.port().number())));
            own.put(Part.S3, kept(new Relay(s3.port().number())));
            own.put(Part.PORTALS, kept(new Relay(portals.address().getPort())));
            relays.add(own);
            writeSecrets(i, own.get(Part.PORTALS));
            orchestrators.add(Orchestrator.start(checkout, folder.resolve("orchestrator-" + (i + 1)), settings(i, home, own)));
        }
    }

    private Path secrets(int orchestrator) {
        return folder.resolve("secrets-" + (orchestrator + 1));
    }

    private void writeSecrets(int orchestrator, Relay toPortals) {
        SecretFiles secrets = SecretFiles.in(secrets(orchestrator));
        secrets.write("database-password", PASSWORD);
        secrets.write("s3-access-key", "chaos");
        secrets.write("s3-secret-key", "chaos");
        PracticeCredentials.of(checkout).writeTo(secrets, URI.create("http://127.0.0.1:" + toPortals.port()));
    }

    private <T extends AutoCloseable> T kept(T part) {
        around.add(part);
        return part;
    }

    /** The project's routes and flows; a lane whose breaker opened is tried again sooner. */
    private Path home() throws IOException {
        Path home = folder.resolve("home");
        for (String part : List.of("routes", "fno-flows")) {
            Path from = checkout.root().resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path to = home.resolve(part).resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    String text = Files.readString(file);
                    Files.writeString(to, file.endsWith("fno.yaml") ? text.replaceAll("(?m)^(  delay:) PT\\d+S$", "$1 " + LANE_REST) : text);
                }
            }
        }
        return home;
    }

    private Map<String, String> settings(int number, Path home, Map<Part, Relay> own) {
        Path mine = folder.resolve("orchestrator-" + (number + 1));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.home", home.toString());
        settings.put("rpa.instance", "chaos-" + (number + 1));
        settings.put("rpa.max-workers", "2");
        settings.put("rpa.warm-pool-size", "0");
        settings.put("rpa.retry-attempts", "12");
        settings.put("rpa.retry-delay", "2s");
        settings.put("rpa.lease.duration", LEASE_SECONDS + "s");
        settings.put("rpa.lease.heartbeat", HEARTBEAT_SECONDS + "s");
        settings.put("rpa.keys.dir", keys.folder().toString());
        settings.put("rpa.secrets.dir", secrets(number).toString());
        settings.put("rpa.database.url", h2.jdbcUrl().replace(":" + h2.port() + "/", ":" + own.get(Part.DATABASE).port() + "/"));
        settings.putAll(totp.settings());
        settings.put("rpa.evidence.endpoint", "http://127.0.0.1:" + own.get(Part.S3).port());
        settings.put("rpa.evidence.bucket", BUCKET);
        settings.put("rpa.evidence.retry-interval", "1s");
        settings.put("rpa.evidence.spool-dir", mine.resolve("spool").toString());
        settings.put("rpa.browsers.local.jar", checkout.application("browser-service").toString());
        settings.put("rpa.browsers.local.work-dir", mine.resolve("browsers").toString());
        settings.put("rpa.browsers.allow-private-addresses", "true");
        // A killed browser service is a fault of ours, not a reason to stop the instance.
        settings.put("rpa.browsers.breaker.delay", "5s");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        checkout.playwrightDriver().ifPresent(driver -> settings.put("rpa.browsers.local.driver-dir", driver.toString()));
        checkout.firefoxCaches().ifPresent(caches -> settings.put("rpa.browsers.local.firefox-caches", caches.toString()));
        return settings;
    }

    /** An operator's token. */
    Secret token() {
        return new TokenIssuer(keys, Clock.systemUTC()).api("chaos", "operator", TOKEN_LIFE);
    }

    Orchestrator orchestrator(int number) {
        return orchestrators.get(number);
    }

    Relay relay(int orchestrator, Part part) {
        return relays.get(orchestrator).get(part);
    }

    H2Server database() {
        return h2;
    }

    TotpStore totp() {
        return totp;
    }

    S3Server s3() {
        return s3;
    }

    Portals portals() {
        return portals;
    }

    /** Where an orchestrator keeps evidence that S3 does not have yet. */
    Path spool(int orchestrator) {
        return folder.resolve("orchestrator-" + (orchestrator + 1)).resolve("spool");
    }

    /** Whatever was done to it is mended: all of it runs, and all is connected. */
    void mendAll() {
        relays.forEach(own -> own.values().forEach(Relay::mend));
        totp.heal();
        if (!s3.isAlive()) {
            s3.restart();
        }
        PracticeCredentials.FNOS.forEach(portals::clearFaults);
        for (Orchestrator orchestrator : orchestrators) {
            if (orchestrator.isAlive()) {
                orchestrator.cont();
            } else {
                orchestrator.restart();
            }
        }
    }

    @Override
    public void close() {
        relays.forEach(own -> own.values().forEach(Relay::mend));
        orchestrators.parallelStream().forEach(Server::close);
        for (AutoCloseable part : around) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
