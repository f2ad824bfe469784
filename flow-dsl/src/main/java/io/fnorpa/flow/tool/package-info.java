/** What {@code bin/flow} runs: tools for authors of flows, on a folder of flows and nothing else. */
package io.fnorpa.flow.tool;
