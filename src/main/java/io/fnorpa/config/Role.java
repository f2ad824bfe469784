package io.fnorpa.config;

/** What a process does; it may have both roles. */
public enum Role {
    /** Claims jobs, holds their browsers and credentials, and serves the API. */
    ORCHESTRATOR,
    /** Runs flows for orchestrators, and holds no credential. */
    WORKER
}
