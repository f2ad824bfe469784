package io.fnorpa.lane;

import java.util.Map;

/**
 * What {@code lock-lane.sql} reads.
 *
 * @param concurrency   jobs at a time, in all instances together
 * @param closingIsOver whether a CLOSED lane may be probed
 */
record LaneRow(String provider, LaneState state, int concurrency, boolean closingIsOver) {

    static LaneRow of(Map<?, ?> row) {
        return new LaneRow(
                (String) row.get("PROVIDER"),
                LaneState.valueOf((String) row.get("STATE")),
                ((Number) row.get("CONCURRENCY")).intValue(),
                ((Number) row.get("CLOSING_IS_OVER")).intValue() == 1);
    }
}
