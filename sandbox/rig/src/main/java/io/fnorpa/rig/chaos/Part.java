package io.fnorpa.rig.chaos;

/** What an orchestrator is connected to through a relay of its own. */
enum Part {
    DATABASE, S3
}
