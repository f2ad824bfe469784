package io.fnorpa.rig.chaos;

import java.util.Locale;

/**
 * One fault of a schedule.
 *
 * @param orchestrator 0 or 1: whose, where it is one orchestrator's
 * @param part         to what, where the network is concerned
 * @param fno          whose portal, where one is down
 * @param seconds      until it is healed
 */
record Fault(Verb verb, int orchestrator, Part part, String fno, int seconds) {

    @Override
    public String toString() {
        String what = verb.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (verb) {
            case ORCHESTRATOR_KILLED, ORCHESTRATOR_FROZEN -> what + ": number " + (orchestrator + 1) + ", " + seconds + " s";
            case NETWORK_CUT, NETWORK_SLOWED -> what + ": orchestrator " + (orchestrator + 1) + " to "
                    + part.name().toLowerCase(Locale.ROOT) + ", " + seconds + " s";
            case PORTAL_DOWN -> what + ": " + fno + ", " + seconds + " s";
            case VALKEY_KILLED, VALKEY_CUT_OFF, S3_STOPPED -> what + ": " + seconds + " s";
            default -> what;
        };
    }
}
