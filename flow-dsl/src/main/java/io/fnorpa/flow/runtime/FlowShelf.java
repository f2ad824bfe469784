package io.fnorpa.flow.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contexts that are alive, so that a version that is wanted again while jobs are still in it is not built beside itself. */
final class FlowShelf {

    private static final Logger LOG = LoggerFactory.getLogger(FlowShelf.class);

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
        FlowContext context = build(folder);
        alive.put(name, context);
        return context;
    }

    private static FlowContext build(FlowFolder folder) {
        try {
            return FlowContext.of(folder);
        } catch (StackOverflowError e) {
            LOG.error("The check of {}@{} has used up its stack", folder.fno(), folder.version(), e);
            throw new FlowRefusedException(List.of(FlowProblem.of(folder.fno(), "something in it is nested too deep to be checked; write it simpler")));
        }
    }
}
