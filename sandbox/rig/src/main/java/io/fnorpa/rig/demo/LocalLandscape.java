package io.fnorpa.rig.demo;

import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Port;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.Server;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All servers of the demo as processes of this machine. The orchestrator starts last, since it needs the others, and ends first, so that it can
 * settle its jobs; it starts the browser services itself.
 */
final class LocalLandscape implements Landscape {

    private static final String DATABASE_USER = "rpa";
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final int VALKEY_PORT = 6390;
    private static final int S3_PORT = 9090;
    private static final int H2_PORT = 9092;
    private static final int PORTALS_PORT = 8090;
    private static final int ORCHESTRATOR_PORT = 8620;

    private final Checkout checkout;
    private final DemoFolder folder;
    private final Screen screen;
    private final AuthorsFile authors;
    /** Those that run, but for the orchestrator. */
    private final Queue<Server> around = new ConcurrentLinkedQueue<>();
    private ValkeyServer valkey;
    private S3Server s3;
    private H2Server h2;
    private Portals portals;
    private Orchestrator orchestrator;

    private LocalLandscape(Checkout checkout, DemoFolder folder, Screen screen) {
        this.checkout = checkout;
        this.folder = folder;
        this.screen = screen;
        this.authors = new AuthorsFile(folder);
    }

    /** Starts all of them; if one fails, or we are told to end, those that run are ended. */
    static LocalLandscape start(Checkout checkout, DemoFolder folder, Screen screen) throws InterruptedException {
        LocalLandscape landscape = new LocalLandscape(checkout, folder, screen);
        try {
            landscape.start();
            return landscape;
        } catch (InterruptedException | RuntimeException e) {
            landscape.close();
            throw e;
        }
    }

    private void start() throws InterruptedException {
        startSideBySide(keptDatabasePassword(folder.secrets()));
        writeSecrets(folder.secrets());
        screen.say("Starting the orchestrator …");
        orchestrator = started(() -> Orchestrator.start(checkout, folder.of("orchestrator"), settings()));
    }

    private void startSideBySide(Secret databasePassword) throws InterruptedException {
        ExecutorService starters = Executors.newCachedThreadPool();
        try {
            Future<ValkeyServer> valkeyStart = starters.submit(() -> around(() ->
                    ValkeyServer.at(folder.of("valkey")).port(Port.preferably(VALKEY_PORT)).appendOnly().start()));
            Future<H2Server> h2Start = starters.submit(() -> around(() ->
                    H2Server.start(folder.of("h2"), Port.preferably(H2_PORT), DATABASE_USER, databasePassword)));
            Future<S3Server> s3Start = starters.submit(() -> around(() ->
                    S3Server.start(checkout, folder.of("s3"), Port.preferably(S3_PORT))));
            Future<Portals> portalsStart = starters.submit(() -> around(() ->
                    Portals.start(checkout, folder.of("portals"), Map.of("quarkus.http.port", Port.preferably(PORTALS_PORT).toString()))));
            valkey = result(valkeyStart);
            h2 = result(h2Start);
            s3 = result(s3Start);
            portals = result(portalsStart);
        } finally {
            awaitEnd(starters);
        }
    }

    private static <T> T result(Future<T> start) throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Starts under way are broken off; each ends what it has started. */
    private static void awaitEnd(ExecutorService starters) {
        starters.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            starters.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends Server> T around(Supplier<T> start) {
        T server = started(start);
        around.add(server);
        return server;
    }

    private <T extends Server> T started(Supplier<T> start) {
        long begin = System.nanoTime();
        T server = start.get();
        screen.say("  %-14s %-28s ready in %.1f s".formatted(server.name(), server.address(), (System.nanoTime() - begin) / 1e9));
        return server;
    }

    private void writeSecrets(SecretFiles secrets) {
        PracticeCredentials.of(checkout).writeTo(secrets, portals.address());
        secrets.write("s3-access-key", "practice");
        secrets.write("s3-secret-key", "practice");
        if (!Files.exists(secrets.file("login-keys"))) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            secrets.write("login-keys", "k1 " + Base64.getEncoder().encodeToString(key)); // for who switches session-reuse on
        }
    }

    /** Made once per folder: the database on disk knows it. */
    private static Secret keptDatabasePassword(SecretFiles secrets) {
        Path file = secrets.file("database-password");
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[18];
                new SecureRandom().nextBytes(random);
                secrets.write("database-password", Base64.getUrlEncoder().encodeToString(random));
            }
            return Secret.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.orchestrator.port", Port.preferably(ORCHESTRATOR_PORT).toString());
        settings.put("rpa.instance", "demo");
        settings.put("rpa.max-workers", "2");
        settings.put("rpa.warm-pool-size", "1");
        settings.put("rpa.keys.dir", folder.keys().folder().toString());
        settings.put("rpa.secrets.dir", folder.secrets().folder().toString());
        settings.put("rpa.database.url", h2.jdbcUrl());
        settings.put("rpa.database.username", DATABASE_USER);
        settings.put("rpa.valkey.url", valkey.address().toString());
        settings.put("rpa.evidence.endpoint", s3.address().toString());
        settings.put("rpa.evidence.bucket", WhereToLook.BUCKET);
        settings.put("rpa.evidence.spool-dir", folder.of("spool").toString());
        settings.put("rpa.browsers.mode", "local");
        settings.put("rpa.browsers.local.jar", checkout.application("browser-service").toString());
        settings.put("rpa.browsers.local.work-dir", folder.of("browsers").toString());
        settings.put("rpa.browsers.allow-private-addresses", "true");
        settings.put("rpa.totp.min-replicas", "0");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        checkout.playwrightDriver().ifPresent(driver -> settings.put("rpa.browsers.local.driver-dir", driver.toString()));
        checkout.firefoxCaches().ifPresent(caches -> settings.put("rpa.browsers.local.firefox-caches", caches.toString()));
        return settings;
    }

    @Override
    public URI orchestrator() {
        return orchestrator.address();
    }

    @Override
    public Secret operatorToken() {
        return new TokenIssuer(folder.keys(), Clock.systemUTC()).api("demo", "operator", TOKEN_LIFE);
    }

    @Override
    public Portals portals() {
        return portals;
    }

    @Override
    public JobTable jobTable() {
        return new JobTable(h2::connect, h2.jdbcUrl());
    }

    @Override
    public Optional<String> fallen() {
        return Stream.concat(Stream.of(orchestrator), around.stream()).filter(server -> !server.isAlive()).findFirst()
                .map(server -> server.name() + " has ended by itself. Its log may say why: " + server.log());
    }

    @Override
    public String log() {
        return orchestrator.log().toString();
    }

    @Override
    public List<String> whereToLook() {
        return WhereToLook.whileUp(this, s3.address(), folder);
    }

    /** A browser service of their own, once the jobs have ended and left room for it: those of jobs live as long as their job. */
    @Override
    public List<String> forAuthors() {
        BrowserService browser = around(() -> BrowserService.start(checkout, authors.folder(), AuthorsFile.INSTANCE, authors.keys(), Map.of()));
        authors.write(checkout, browser.address(), portals.address());
        return List.of("  flows     camel run … --properties=" + authors.path() + "   (docs/camel-jbang.md)");
    }

    @Override
    public List<String> whatStays() {
        return List.of("  evidence  " + s3.data() + "   (served again by the next bin/demo)", "  log       " + log());
    }

    @Override
    public void close() {
        screen.say("Ending the servers …");
        authors.remove();
        if (orchestrator != null) {
            orchestrator.close();
        }
        around.parallelStream().forEach(Server::close);
        screen.say("All servers have ended.");
    }
}
