package io.fnorpa.totp;

import io.fnorpa.otp.TimeSteps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands at the begin of a step and goes on to the next one when it is told. An account has one code in 30 s;
 * with the real clock a caller would wait for time and measure nothing else. With this one each caller finds the step that
 * runs free, as a job does whose account has rested. It begins years ahead, so that two runs on one store do not meet.
 */
final class StepClock extends Clock {

    private static final Duration AHEAD = Duration.ofDays(3650);

    private final Duration period;
    private Instant now;

    StepClock(Duration period) {
        this.period = period;
        TimeSteps steps = new TimeSteps(period);
        this.now = steps.beginOf(steps.at(Instant.now().plus(AHEAD)));
    }

    void advance() {
        now = now.plus(period);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
