package io.fnorpa.totp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a failover by sentinels could promote a replica that has not got a step which others confirmed. Sentinels take the
 * replica with the lowest priority, and of equal ones the one that has received most.
 */
final class SentinelRisks {

    private SentinelRisks() {}

    /**
     * @param replicas    each with its priority; 0: it is never promoted
     * @param minReplicas so many confirm a step before it is given
     * @return a sentence each
     */
    static List<String> of(Map<String, Integer> replicas, int minReplicas) {
        List<String> never = replicas.entrySet().stream().filter(replica -> replica.getValue() == ValkeyQuestions.Watched.NEVER)
                .map(Map.Entry::getKey).toList();
        List<Integer> priorities = replicas.values().stream().filter(priority -> priority != ValkeyQuestions.Watched.NEVER).toList();
        List<String> risks = new ArrayList<>();
        if (minReplicas < priorities.size()) {
            risks.add("rpa.totp.min-replicas is " + minReplicas + ", and " + priorities.size() + " replicas may take the primary's place: one that"
                    + " has not confirmed a step may be promoted. With " + priorities.size() + " none can be, but no code is given while one of them is away.");
        }
        if (!never.isEmpty() && never.size() >= minReplicas) {
            risks.add(String.join(", ", never) + " with replica-priority 0 are never promoted, and are enough to confirm a step: the one that is promoted"
                    + " may not have it. Set rpa.totp.min-replicas higher than their number, or give them another priority.");
        }
        if (priorities.stream().distinct().count() > 1) {
            risks.add("The replicas have different priorities, by which one is promoted that has received less than another. Set the same"
                    + " replica-priority on all that may take the primary's place.");
        }
        return risks;
    }
}
