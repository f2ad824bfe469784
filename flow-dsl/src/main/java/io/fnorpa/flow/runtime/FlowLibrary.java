package io.fnorpa.flow.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows of all FNOs as their folders hold them: of each FNO the last version that was good. */
public final class FlowLibrary implements AutoCloseable, FlowSource {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);

    private final FlowWatch watch;
    /** Never changed, only replaced as a whole. */
    private volatile SortedMap<String, FlowContext> contexts = new TreeMap<>();

    private FlowLibrary(Path fnoFlows, Predicate<String> wanted, Clock clock) {
        watch = new FlowWatch(fnoFlows, wanted, clock, Stream::empty, this::discard);
    }

    private void discard(FlowContext context) {
        if (!contexts.containsValue(context)) {
            context.retire();
        }
    }

    /** Loads each folder of {@code fno-flows}. A bad one is refused with its reasons ({@link #refused}); the others serve. */
    public static FlowLibrary load(Path fnoFlows) {
        return load(fnoFlows, Clock.systemUTC());
    }

    /** Loads the folder of one FNO. */
    public static FlowLibrary loadOne(Path fnoFlows, String fno) {
        return load(fnoFlows, fno::equals, Clock.systemUTC());
    }

    static FlowLibrary load(Path fnoFlows, Clock clock) {
        return load(fnoFlows, fno -> true, clock);
    }

    private static FlowLibrary load(Path fnoFlows, Predicate<String> wanted, Clock clock) {
        FlowLibrary library = new FlowLibrary(fnoFlows, wanted, clock);
        library.look();
        return library;
    }

    /** Takes over what has changed in the folders and is good ({@link FlowWatch#look}). Jobs under way go on with the version that they began with. */
    public synchronized List<FlowEdit> look() {
        return watch.look(this::take);
    }

    private void take(FlowEdit edit) {
        SortedMap<String, FlowContext> next = new TreeMap<>(contexts);
        if (edit.kind() == FlowEdit.Kind.GONE) {
            next.remove(edit.fno());
        } else {
            edit.version().ifPresent(context -> next.put(edit.fno(), context));
        }
        FlowContext before = contexts.get(edit.fno());
        contexts = next;
        if (before != null && before != next.get(edit.fno())) {
            before.retire();
        }
        if (edit.isTaken()) {
            LOG.info("Flows {} serve {}", edit.context(), edit.context().settings().jobTypes().keySet());
        }
    }

    /** The context that serves an FNO now, by its id or an alias. */
    public Optional<FlowContext> of(String provider) {
        SortedMap<String, FlowContext> now = contexts;
        FlowContext context = now.get(provider.toLowerCase(Locale.ROOT));
        return context != null ? Optional.of(context)
                : now.values().stream().filter(other -> other.settings().isCalled(provider)).findFirst();
    }

    @Override
    public Optional<FlowContext> find(String provider, String version) {
        return of(provider);
    }

    public Optional<FnoSettings> settings(String provider) {
        return of(provider).map(FlowContext::settings);
    }

    /** The contexts that serve now, in the order of the FNOs' ids. */
    public List<FlowContext> all() {
        return List.copyOf(contexts.values());
    }

    /** The folders that hold something bad, each with what is wrong. */
    public Map<String, List<FlowProblem>> refused() {
        return watch.refused();
    }

    /** Waits for the jobs under way, then stops all contexts. */
    @Override
    public void close() {
        contexts.values().forEach(FlowContext::close);
    }
}
