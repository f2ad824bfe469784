package io.fnorpa.bench.queue;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.Server;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Orchestrators, the packaged ones, with {@link BenchHome}. */
final class PlatformSide implements Side {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String LEFT = "select count(*) from job where id > ? and state <> 'SUCCEEDED'";
    /** Few rows, and an index: asked first, so that asking costs nothing while the jobs run. */
    private static final String UNDER_WAY = "select count(*) from job where state in ('CLAIMED', 'RUNNING')";

    private final QueueDatabase database;
    private final List<Orchestrator> orchestrators = new ArrayList<>();
    private final Secret token;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private long before;

    PlatformSide(Checkout checkout, Path home, QueueDatabase database, URI valkey, Path folder, int instances, int places, int pollMillis) {
        this.database = database;
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        this.token = new TokenIssuer(keys, Clock.systemUTC()).api("bench", "operator", Duration.ofHours(12));
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        secrets.write("database-password", QueueDatabase.PASSWORD.reveal());
        secrets.write("s3-access-key", "none");
        secrets.write("s3-secret-key", "none");
        try {
            for (int i = 1; i <= instances; i++) {
                Map<String, String> settings = new LinkedHashMap<>();
                settings.put("rpa.home", home.toString());
                settings.put("rpa.instance", "bench-" + i);
                settings.put("rpa.max-workers", String.valueOf(places));
                settings.put("rpa.poll-interval", pollMillis + "ms");
                settings.put("rpa.warm-pool-size", "0");
                settings.put("rpa.keys.dir", keys.folder().toString());
                settings.put("rpa.secrets.dir", secrets.folder().toString());
                settings.put("rpa.database.url", database.server().jdbcUrl());
                settings.put("rpa.database.migrate", "false");
                settings.put("rpa.valkey.url", valkey.toString());
                settings.put("rpa.totp.min-replicas", "0");
                settings.put("rpa.evidence.endpoint", "http://127.0.0.1:9");
                settings.put("rpa.evidence.spool-dir", folder.resolve("spool-" + i).toString());
                settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers-" + i).toString());
                settings.put("rpa.log-level", "WARN");
                // One line for each job goes to the log otherwise, which the peer has not.
                settings.put("quarkus.log.category.\"write-settlement\".level", "WARN");
                orchestrators.add(Orchestrator.start(checkout, folder.resolve("orchestrator-" + i), settings));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void stop() {
        orchestrators.forEach(Server::stop);
    }

    @Override
    public void goOn() {
        orchestrators.forEach(Server::cont);
    }

    @Override
    public void insert(int jobs) throws SQLException {
        before = database.number("select coalesce(max(id), 0) from job");
        database.insertJobs(jobs);
    }

    @Override
    public long left() throws SQLException {
        long underWay = database.number(UNDER_WAY);
        return underWay > 0 ? underWay : database.number(LEFT, before);
    }

    @Override
    public double pickUpByCall() throws Exception {
        String job = "{\"provider\": \"" + BenchHome.LANES.get(0) + "\", \"type\": \"" + BenchHome.JOB_TYPE + "\", \"parameters\": {}}";
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(orchestrators.get(0).address().resolve("/api/jobs"))
                .header("Authorization", "Bearer " + token.reveal()).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(job)).build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The job API answered " + answer.statusCode() + ": " + answer.body());
        }
        return toStart();
    }

    @Override
    public double pickUpBySql() throws Exception {
        database.insertJobs(1);
        return toStart();
    }

    /** By the row's own times, of the newest job. */
    private double toStart() throws SQLException, IOException {
        long id = database.number("select max(id) from job");
        long bound = System.nanoTime() + START_LIMIT_NANOS;
        while (database.number("select count(*) from job where id = ? and state = 'SUCCEEDED'", id) == 0) {
            if (System.nanoTime() > bound) {
                throw new IOException("Job " + id + " was not done within a minute; see " + orchestrators.get(0).log());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return database.number("select cast(extract(epoch from started_at - submitted_at) * 1000 as bigint) from job where id = ?", id);
    }

    @Override
    public void close() {
        orchestrators.parallelStream().forEach(Server::close);
    }
}
