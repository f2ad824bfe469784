package io.fnorpa.lane;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;

/** The arithmetic of the lanes, for {@code claim-jobs}. */
@ApplicationScoped
@Named("lanes")
public class Lanes {

    private final Flows flows;
    private final Clock clock;

    Lanes(Flows flows, Clock clock) {
        this.flows = flows;
        this.clock = clock;
    }

    /** How many jobs the locked lane lets in. */
    public LaneRoom room(
            @ExchangeProperty("lane") Map<String, Object> lane,
            @ExchangeProperty("underWay") int underWay,
            @ExchangeProperty("share") int share) {
        LaneRow row = LaneRow.of(lane);
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return flows.settings(row.provider())
                .map(settings -> LaneRoom.of(row, settings, underWay, share, now))
                .orElse(new LaneRoom(0, false));
    }

    /** The FNOs whose flows are loaded; each has a lane. */
    public List<FnoSettings> all() {
        return flows.allSettings();
    }
}
