package io.fnorpa.statements;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the parts of the contract have in common. The contract is the same for every database, and for every mapping of the
 * statements to a table that exists: what is true of the platform's own files on H2 is true of the others.
 */
interface StatementsContract {

    int LEASE_SECONDS = 60;

    Statements statements();

    JobTable table();

    /** A lane of its own for each test, so that none meets another's jobs. */
    default String openLane() {
        String provider = Statements.unique("fno");
        statements().change("open-lane.sql", Map.of("provider", provider, "name", "An FNO", "concurrency", 2));
        return provider;
    }

    default long insert(String provider) {
        return table().insert(provider, "validation", "{\"service_id\": \"OCT-1\"}", 0);
    }

    /** As {@code claim-lane} asks: first those whose time has come join the queue, then the next of it are read. */
    default List<Long> due(String provider, int room) {
        statements().change("queue-timed-jobs.sql", Map.of("provider", provider));
        return ids(statements().rows("select-due-jobs.sql", Map.of("provider", provider, "room", room)));
    }

    default List<Long> lost() {
        return ids(statements().rows("select-lost-jobs.sql", Map.of()));
    }

    default Attempt claim(long job) {
        return claim(job, LEASE_SECONDS);
    }

    default Attempt claim(long job, int leaseSeconds) {
        String claim = UUID.randomUUID().toString().substring(0, 8);
        if (claim(List.of(job), claim, "instance-1", leaseSeconds) != 1) {
            throw new AssertionError("Job " + job + " could not be claimed");
        }
        return new Attempt(job, claim + "-" + job);
    }

    /** How many of them were claimed; each has the claim's token with its own number as its lease's. */
    default int claim(List<Long> jobs, String claimToken, String instance, int leaseSeconds) {
        return statements().change("claim-jobs.sql", Map.of("ids", jobs, "claimToken", claimToken, "instance", instance,
                "leaseSeconds", (long) leaseSeconds, "account", "default"));
    }

    /** Claimed and started. */
    default Attempt start(long job) {
        Attempt attempt = claim(job);
        statements().change("start-job.sql", attempt);
        return attempt;
    }

    static Map<String, Object> lease(Attempt attempt, String instance, int seconds) {
        return Map.of("id", attempt.jobId(), "instance", instance, "leaseToken", attempt.leaseToken(), "leaseSeconds", (long) seconds);
    }

    /** The job as the API reads it. */
    default Map<String, Object> read(long job) {
        return statements().rows("select-job.sql", Map.of("id", job)).get(0);
    }

    default String state(long job) {
        return (String) read(job).get("STATE");
    }

    static int number(Object value) {
        return ((Number) value).intValue();
    }

    /** Drivers differ in the type that they give for a time with a zone. */
    static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) value).toInstant();
    }

    static List<Long> ids(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> ((Number) row.get("ID")).longValue()).toList();
    }
}
