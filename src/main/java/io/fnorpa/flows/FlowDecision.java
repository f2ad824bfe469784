package io.fnorpa.flows;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the table {@code flow_version} says of a version that a folder holds.
 *
 * @param version  short hash of the folder's files
 * @param share    of the FNO's jobs that it takes, in percent: 100 all, 0 none
 * @param rest     the version that takes the others; null where there is none
 * @param at       when a person decided it, so that it is kept to whatever happens; null where nobody has
 */
record FlowDecision(String version, int share, String rest, Instant at) {

    static final int ALL = 100;

    /** @param row of {@code select-flow-decisions.sql} */
    static FlowDecision of(Map<String, Object> row) {
        return new FlowDecision((String) row.get("VERSION"), ((Number) row.get("JOBS_PERCENT")).intValue(), (String) row.get("REST_VERSION"),
                time(row.get("DECIDED_AT")));
    }

    /**
     * What served before a version: what was held last before it, or, where that was only tried, what had the rest. Never itself.
     *
     * @param versions of the FNO, the last one that was held first
     */
    static Optional<String> servedBefore(String version, List<Map<String, Object>> versions) {
        return versions.stream().map(FlowDecision::of).filter(before -> !before.version().equals(version))
                .map(before -> before.isAll() ? before.version() : before.rest()).filter(before -> !before.equals(version)).findFirst();
    }

    private static Instant time(Object column) {
        return column instanceof OffsetDateTime offset ? offset.toInstant() : column instanceof Timestamp stamp ? stamp.toInstant() : null;
    }

    boolean isPersonal() {
        return at != null;
    }

    /** Readings of the table may overtake each other. */
    boolean isOlderThan(FlowDecision other) {
        return version.equals(other.version) && other.at != null && (at == null || at.isBefore(other.at));
    }

    boolean isAll() {
        return share == ALL || rest == null || rest.equals(version);
    }
}
