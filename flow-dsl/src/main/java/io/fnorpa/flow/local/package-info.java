/**
 * A job without a platform, for authors of flows: the orchestrator's side of an attempt on the author's own machine, and what
 * makes {@code camel run} do a job. docs/camel-jbang.md.
 */
package io.fnorpa.flow.local;
