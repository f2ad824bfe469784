package io.fnorpa.rig.chaos;

/** What is done to the platform. */
enum Verb {
    /** SIGKILL; started again after a while, under the same name. */
    ORCHESTRATOR_KILLED(1, 5),
    /** SIGSTOP until its leases are over and others have its jobs; then it goes on. */
    ORCHESTRATOR_FROZEN(1, 6),
    /** SIGKILL to the browser service of a running job, with all its processes. */
    BROWSER_SERVICE_KILLED(0, 0),
    /** SIGKILL to the Firefox of a running job; its browser service lives. */
    FIREFOX_KILLED(0, 0),
    /** SIGKILL to the Valkey that takes the writes; the sentinels promote a replica. */
    VALKEY_KILLED(3, 10),
    /** SIGSTOP to the Valkey that takes the writes: cut off from all, it is replaced, and comes back as if nothing had been. */
    VALKEY_CUT_OFF(4, 12),
    /** All connections of both orchestrators to the database are reset; new ones go through. */
    DATABASE_CUT(0, 0),
    /** SIGKILL to the S3 server; started again after a while. */
    S3_STOPPED(3, 12),
    /** A portal answers each request with a server error. */
    PORTAL_DOWN(5, 15),
    /** Nothing passes between one orchestrator and one part, then the connections are reset. */
    NETWORK_CUT(4, 15),
    /** What passes between one orchestrator and one part comes late. */
    NETWORK_SLOWED(4, 15);

    private final int leastSeconds;
    private final int mostSeconds;

    Verb(int leastSeconds, int mostSeconds) {
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
    }

    /** The shortest time until it is healed; frozen orchestrators have the lease's time on top. */
    int leastSeconds() {
        return leastSeconds;
    }

    int mostSeconds() {
        return mostSeconds;
    }
}
