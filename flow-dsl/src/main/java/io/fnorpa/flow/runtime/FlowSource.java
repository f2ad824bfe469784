package io.fnorpa.flow.runtime;

import java.util.Optional;

/** Where a runner finds the flows that an attempt is to be done with. */
@FunctionalInterface
public interface FlowSource {

    /**
     * @param provider the FNO, by its id or an alias
     * @param version  that the ticket names; may be null. A source that has another one may give that: the runner sees it and runs nothing
     */
    Optional<FlowContext> find(String provider, String version);
}
