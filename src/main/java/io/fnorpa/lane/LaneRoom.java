package io.fnorpa.lane;

import io.fnorpa.flow.runtime.FnoSettings;
import java.time.ZonedDateTime;

/**
 * How many jobs a lane lets in. A lane's states:
 *
 * <ol>
 *   <li>FLOWING: as many as its concurrency allows, less what all instances have under way;
 *   <li>CLOSED until a time: none; when the time is over, and nothing is at the portal any more, it is PROBING;
 *   <li>PROBING: one job at the portal at a time; it goes well: FLOWING; the portal fails again: CLOSED;
 *   <li>PAUSED by a person: none.
 * </ol>
 * In a maintenance window of the FNO's settings it lets none in, whatever its state.
 *
 * @param jobs  how many may be claimed now
 * @param probe whether the lane is to be PROBING from now on
 */
public record LaneRoom(int jobs, boolean probe) {

    static final LaneRoom NONE = new LaneRoom(0, false);

    /**
     * @param lane     the lane's row, locked
     * @param underWay jobs that all instances have under way in it
     * @param atPortal those of them that may still tell how the portal is
     * @param share    the most that this instance wants
     * @param now      the time, for maintenance windows
     */
    static LaneRoom of(LaneRow lane, FnoSettings settings, int underWay, int atPortal, int share, ZonedDateTime now) {
        if (settings.maintenanceEnd(now).isPresent()) {
            return NONE;
        }
        return switch (lane.state()) {
            case PAUSED -> NONE;
            case CLOSED -> lane.closingIsOver() && atPortal == 0 ? new LaneRoom(Math.min(1, share), true) : NONE;
            case PROBING -> new LaneRoom(atPortal == 0 ? Math.min(1, share) : 0, false);
            case FLOWING -> new LaneRoom(Math.max(0, Math.min(share, lane.concurrency() - underWay)), false);
        };
    }
}
