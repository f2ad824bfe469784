package io.fnorpa.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.runtime.FnoSettings;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneRoomTest {

    private static final FnoSettings FNO = FnoSettings.parse("fno.yaml", """
            fno: octotel
            name: Octotel
            base-url: https://hub.octotel.example
            time-zone: Africa/Johannesburg
            maintenance-windows: ["Sun 02:00-04:00"]
            job-types: {validation: {}}
            """);
    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "{0}, time of closing over {1}, {2} under way, {3} of them at the portal, share {4}: {5}, probe {6}")
    @CsvSource({
        "FLOWING, false, 0, 0, 4, 3, false",
        "FLOWING, false, 0, 0, 2, 2, false",
        "FLOWING, false, 2, 2, 4, 1, false",
        "FLOWING, false, 2, 0, 4, 1, false",
        "FLOWING, false, 5, 5, 4, 0, false",
        "CLOSED,  false, 0, 0, 4, 0, false",
        "CLOSED,  true,  0, 0, 4, 1, true",
        "CLOSED,  true,  1, 1, 4, 0, false",
        "CLOSED,  true,  1, 0, 4, 1, true",
        "PROBING, true,  0, 0, 4, 1, false",
        "PROBING, true,  2, 0, 4, 1, false",
        "PROBING, true,  2, 1, 4, 0, false",
        "PAUSED,  true,  0, 0, 4, 0, false"})
    void aLaneWithRoomForThreeTakes(LaneState state, boolean closingIsOver, int underWay, int atPortal, int share, int jobs, boolean probe) {
        LaneRoom room = LaneRoom.of(new LaneRow("octotel", state, 3, closingIsOver), FNO, underWay, atPortal, share, NOON);

        assertThat(room).isEqualTo(new LaneRoom(jobs, probe));
    }

    @Test
    void inAMaintenanceWindowItTakesNothingWhateverItsState() {
        ZonedDateTime inside = ZonedDateTime.parse("2026-11-22T01:59:59Z"); // Sunday, 03:59:59 in Johannesburg
        for (LaneState state : LaneState.values()) {
            assertThat(LaneRoom.of(new LaneRow("octotel", state, 3, true), FNO, 0, 0, 4, inside)).isEqualTo(new LaneRoom(0, false));
        }
        assertThat(LaneRoom.of(new LaneRow("octotel", LaneState.FLOWING, 3, true), FNO, 0, 0, 4, inside.plusSeconds(1)).jobs()).isEqualTo(3);
    }
}
