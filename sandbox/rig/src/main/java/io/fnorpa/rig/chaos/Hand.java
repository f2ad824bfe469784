package io.fnorpa.rig.chaos;

import io.fnorpa.rig.Orchestrator;

/** Does the faults, and mends them. */
final class Hand {

    private static final String PORTAL_DOWN = "{\"http_500\": true}";
    private static final int DELAY_MILLIS = 400;
    /** After the lease a frozen orchestrator's jobs are found within a heartbeat. */
    private static final int FROZEN_SECONDS = ChaosPlatform.LEASE_SECONDS + 2 * ChaosPlatform.HEARTBEAT_SECONDS;

    private final ChaosPlatform platform;
    private final JobTable table;

    Hand(ChaosPlatform platform, JobTable table) {
        this.platform = platform;
        this.table = table;
    }

    /** @return false if there is nothing now to do it to, such as a job with a browser */
    boolean inflict(Fault fault) {
        Orchestrator orchestrator = platform.orchestrator(fault.orchestrator());
        switch (fault.verb()) {
            case ORCHESTRATOR_KILLED -> orchestrator.kill9();
            case ORCHESTRATOR_FROZEN -> orchestrator.stop();
            case BROWSER_SERVICE_KILLED -> {
                return table.someBrowser().map(OwnProcesses::killGroup).orElse(false);
            }
            case FIREFOX_KILLED -> {
                return table.someBrowser().flatMap(OwnProcesses::firefoxUnder).map(ProcessHandle::destroyForcibly).orElse(false);
            }
            case VALKEY_KILLED -> platform.totp().kill();
            case DATABASE_CUT -> {
                for (int i = 0; i < ChaosPlatform.ORCHESTRATORS; i++) {
                    platform.relay(i, Part.DATABASE).reset();
                }
            }
            case S3_STOPPED -> platform.s3().kill9();
            case PORTAL_DOWN -> platform.portals().faults(fault.fno(), PORTAL_DOWN);
            case VALKEY_CUT_OFF -> platform.totp().cutOff();
            case NETWORK_CUT -> platform.relay(fault.orchestrator(), fault.part()).cut();
            case NETWORK_SLOWED -> platform.relay(fault.orchestrator(), fault.part()).slow(DELAY_MILLIS);
        }
        return true;
    }

    /** How long it is let be. */
    static int seconds(Fault fault) {
        return fault.seconds() + (fault.verb() == Verb.ORCHESTRATOR_FROZEN ? FROZEN_SECONDS : 0);
    }

    void mend(Fault fault) {
        Orchestrator orchestrator = platform.orchestrator(fault.orchestrator());
        switch (fault.verb()) {
            case ORCHESTRATOR_KILLED -> orchestrator.restart();
            case ORCHESTRATOR_FROZEN -> orchestrator.cont();
            case VALKEY_KILLED, VALKEY_CUT_OFF -> platform.totp().heal();
            case S3_STOPPED -> platform.s3().restart();
            case PORTAL_DOWN -> platform.portals().clearFaults(fault.fno());
            case NETWORK_CUT, NETWORK_SLOWED -> platform.relay(fault.orchestrator(), fault.part()).mend();
            default -> {
                // nothing to mend: a new browser is started, a new connection made
            }
        }
    }
}
