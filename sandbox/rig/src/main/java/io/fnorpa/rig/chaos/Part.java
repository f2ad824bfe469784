package io.fnorpa.rig.chaos;

/** What an orchestrator, or each of its browsers, is connected to through a relay of its own. */
enum Part {
    DATABASE, S3,
    /** Its browsers reach them. */
    PORTALS
}
