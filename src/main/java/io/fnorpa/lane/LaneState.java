package io.fnorpa.lane;

/** State of an FNO's lane; see {@link LaneRoom}. */
public enum LaneState {
    FLOWING, PROBING, CLOSED, PAUSED
}
