package io.fnorpa.totp;

import java.time.Instant;

/**
 * Valkey's answer to a {@link StepOffer}, and who has it.
 *
 * @param answer         whether a step was handed out
 * @param step           that step; else the last one handed out before, or -1
 * @param replicas       how many replicas had confirmed it in time
 * @param valkeyTime     the clock of the server that answered
 * @param evictionPolicy what that server does when its memory is full
 */
record StepGrant(Answer answer, long step, int replicas, Instant valkeyTime, String evictionPolicy) {

    /** In the script's order of numbers. */
    enum Answer {
        CLOCKS_APART, NONE_FREE, GRANTED;

        static Answer of(int number) {
            return values()[number + 1];
        }
    }

    boolean granted() {
        return answer == Answer.GRANTED;
    }
}
