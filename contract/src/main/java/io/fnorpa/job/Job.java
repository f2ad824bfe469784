package io.fnorpa.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a flow is told about its job.
 *
 * @param attempt     the attempt that runs
 * @param externalRef the dashboard's own reference, or null
 * @param provider    the FNO's id, such as {@code octotel}
 * @param type        the job type, such as {@code validation}
 * @param parameters  the job's parameters as the dashboard gave them (JSON values)
 */
public record Job(AttemptId attempt, String externalRef, String provider, String type, Map<String, Object> parameters) {

    public Job {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The name of the route that does this job: {@code octotel-validation}. */
    public String flowName() {
        return provider + "-" + type;
    }
}
