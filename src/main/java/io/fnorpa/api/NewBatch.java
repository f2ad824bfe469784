package io.fnorpa.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that somebody submits in one call, found good: all of them are taken on, or none.
 *
 * @param jobs in the caller's order; no two have the same reference
 */
public record NewBatch(List<NewJob> jobs) {

    /** No job has a blank one. SQL knows no empty list. */
    private static final String NO_REF = " ";

    /** The parameter of {@code select-jobs-by-refs.sql}. */
    public Map<String, Object> getRow() {
        List<String> refs = jobs.stream().filter(NewJob::hasExternalRef).map(NewJob::externalRef).toList();
        return new HashMap<>(Map.of("refs", refs.isEmpty() ? List.of(NO_REF) : refs));
    }
}
