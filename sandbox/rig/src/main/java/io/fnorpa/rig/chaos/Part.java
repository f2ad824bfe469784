package io.fnorpa.rig.chaos;

/** What an orchestrator is connected to, each through a relay of its own. */
enum Part {
    DATABASE, VALKEY, S3
}
