package io.fnorpa.flow.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/** The contexts that are alive, so that a version that is wanted again while jobs are still in it is not built beside itself. */
final class FlowShelf {

    private final Map<String, FlowContext> alive = new LinkedHashMap<>();

    /**
     * The context of a folder's version: the one that is alive, or a new one.
     *
     * @throws FlowRefusedException the folder is not good
     */
    synchronized FlowContext obtain(FlowFolder folder) {
        alive.values().removeIf(FlowContext::isStopped);
        String name = folder.fno() + "@" + folder.version();
        FlowContext known = alive.get(name);
        if (known != null && known.revive()) {
            return known;
        }
        FlowContext context = FlowContext.of(folder);
        alive.put(name, context);
        return context;
    }
}
