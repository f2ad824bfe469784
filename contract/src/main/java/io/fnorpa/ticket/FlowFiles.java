package io.fnorpa.ticket;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One version of an FNO's flows, on its way from the orchestrator to a worker.
 *
 * @param fno     the FNO's id
 * @param version short SHA-256 over the files' names and texts; who gets the files computes it anew
 * @param files   path below {@code fno-flows} ({@code octotel/fno.yaml}) to text, the shared Kamelets in use among them
 */
public record FlowFiles(String fno, String version, Map<String, String> files) {

    public FlowFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
