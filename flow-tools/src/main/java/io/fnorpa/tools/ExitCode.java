package io.fnorpa.tools;

import java.util.stream.Stream;

/** What {@code bin/flow} ends with, for scripts. */
public enum ExitCode {
    DONE(0),
    /** A folder of flows does not pass the check, or what the command needs does not start. */
    NOT_RUN(1),
    WRONG_USE(2),
    /** {@code run}: the portal or the data said no. */
    FAILED(3),
    /** {@code run}: it may go better later, or a person would have to decide. */
    UNDECIDED(4),
    /** {@code run}: it stopped before what cannot be taken back. */
    STOPPED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException there is no such code */
    public static ExitCode of(int number) {
        return Stream.of(values()).filter(code -> code.number == number).findFirst().orElseThrow(() -> new IllegalArgumentException("no exit code " + number));
    }
}
