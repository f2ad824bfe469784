/**
 * What a worker does: takes an attempt over HTTP, runs its flow here, and has the orchestrator do all that wants a
 * credential. Plain Java and Camel, so that the platform's own process and Camel JBang can both be one. docs/workers.md.
 */
package io.fnorpa.worker;
