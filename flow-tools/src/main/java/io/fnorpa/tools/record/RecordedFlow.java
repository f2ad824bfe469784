package io.fnorpa.tools.record;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * What a recording has become.
 *
 * @param steps       in their order
 * @param credentials names that {@code fno.yaml} has to have
 * @param code        whether a one-time code was typed
 * @param parameters  what was typed otherwise: parameters of the job, as names in snake case
 * @param hosts       that pages were loaded from, {@code host} or {@code host:port}
 */
record RecordedFlow(List<Step> steps, Set<String> credentials, boolean code, Set<String> parameters, SortedSet<String> hosts) {}
