package io.fnorpa.rig.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is compared when a run is over.
 *
 * @param jobs          those that were submitted
 * @param rows          the job table, by external reference
 * @param cancellations of all portals, the service of each, as often as it was done
 * @param codes         that Octotel saw
 * @param lastStep      the last step that Valkey gave out; null if it knows none
 * @param objects       S3: SHA-256 by key, of those that the events name
 * @param processes     what is left over, a command line each
 */
record Found(List<ChaosJob> jobs, Map<String, Row> rows, List<String> cancellations, List<Code> codes, Long lastStep,
        Map<String, String> objects, Set<String> processes) {

    /** A job's row with its events. */
    record Row(long id, String state, boolean pastNoReturn, String errorCode, List<Event> events) {}

    /** An event in the order of its chain. */
    record Event(int seq, int attempt, String kind, String detail, String evidenceKey, String sha256, String prevHash, String hash) {}

    /** A code that was typed; the step is null where the digits belong to none. */
    record Code(String user, Long step, boolean accepted) {}
}
