package io.fnorpa.flow.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flows of all FNOs. */
public final class FlowLibrary implements AutoCloseable {

    private FlowLibrary() {}

    /** Loads each folder of {@code fno-flows}. A bad one is refused with its reasons ({@link #refused}); the others serve. */
    public static FlowLibrary load(Path fnoFlows) {
        throw new UnsupportedOperationException("in work");
    }

    /** The context that serves an FNO now, by its id or an alias. */
    public Optional<FlowContext> of(String provider) {
        throw new UnsupportedOperationException("in work");
    }

    public Optional<FnoSettings> settings(String provider) {
        return of(provider).map(FlowContext::settings);
    }

    /** The contexts that serve now, in the order of the FNOs' ids. */
    public List<FlowContext> all() {
        throw new UnsupportedOperationException("in work");
    }

    /** The folders that do not serve, each with what is wrong. */
    public Map<String, List<FlowProblem>> refused() {
        throw new UnsupportedOperationException("in work");
    }

    /** Waits for the jobs under way, then stops all contexts. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("in work");
    }
}
