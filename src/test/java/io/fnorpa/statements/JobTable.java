package io.fnorpa.statements;

import java.util.Map;

/**
 * The table that a dashboard fills and reads, by its own names and words. The statements under test make the platform's of
 * them; what a dashboard does is done by hand.
 */
interface JobTable {

    /** Inserts a due row as a dashboard does; answers its number. */
    long insert(String provider, String type, String parameters, int priority);

    /** Not before this many seconds from now. */
    void postpone(long job, int seconds);

    /** What the dashboard reads as the job's status. */
    String status(long job);

    /** The dashboard's word for a state of the platform. */
    String wordFor(String state);

    /** Rows with a reference of their own, as {@code insert-job.sql} takes them. */
    default Map<String, Object> submitted(String reference, String provider) {
        Map<String, Object> job = new java.util.HashMap<>();
        job.put("external_ref", reference);
        job.put("provider", provider);
        job.put("type", "validation");
        job.put("parameters", "{\"service_id\":\"OCT-1\"}");
        job.put("priority", 0);
        job.put("run_after", null);
        job.put("max_attempts", null);
        job.put("deadline_seconds", null);
        return job;
    }
}
