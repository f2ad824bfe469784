package io.fnorpa.lane;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The arithmetic of the lanes, for {@code claim-jobs}. */
@ApplicationScoped
@Named("lanes")
public class Lanes {

    private final Flows flows;
    private final Clock clock;
    private final LaneSensor sensor;

    Lanes(Flows flows, Clock clock, LaneSensor sensor) {
        this.flows = flows;
        this.clock = clock;
        this.sensor = sensor;
    }

    /**
     * How many jobs the locked lane lets in: from the properties lane (its row), underWay, atPortal and share. None while
     * this instance's breaker has closed it and the row does not say so yet.
     */
    public LaneRoom room(Exchange exchange) {
        LaneRow row = LaneRow.of(exchange.getProperty("lane", Map.class));
        int underWay = exchange.getProperty("underWay", Integer.class);
        int atPortal = exchange.getProperty("atPortal", Integer.class);
        int share = exchange.getProperty("share", Integer.class);
        return flows.settings(row.provider())
                .map(settings -> LaneRoom.of(row, settings, underWay, atPortal, share, clock.instant().atZone(ZoneOffset.UTC)))
                .filter(room -> room.jobs() == 0 || sensor.follow(row.provider()))
                .orElse(LaneRoom.NONE);
    }

    /** The FNOs whose flows are loaded; each has a lane. */
    public List<FnoSettings> all() {
        return flows.allSettings();
    }
}
