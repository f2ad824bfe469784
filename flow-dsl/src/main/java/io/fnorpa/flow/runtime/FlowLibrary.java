package io.fnorpa.flow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows of all FNOs: one context for each folder that is good. */
public final class FlowLibrary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);

    private final SortedMap<String, FlowContext> contexts = new TreeMap<>();
    private final SortedMap<String, List<FlowProblem>> refused = new TreeMap<>();

    private FlowLibrary() {}

    /** Loads each folder of {@code fno-flows}. A bad one is refused with its reasons ({@link #refused}); the others serve. */
    public static FlowLibrary load(Path fnoFlows) {
        FlowLibrary library = new FlowLibrary();
        folders(fnoFlows).forEach(fno -> library.add(fnoFlows, fno));
        return library;
    }

    private static List<String> folders(Path fnoFlows) {
        try (Stream<Path> entries = Files.list(fnoFlows)) {
            return entries.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals(FlowFolder.SHARED)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder of flows " + fnoFlows.toAbsolutePath()
                    + "; it holds one folder for each FNO", e);
        }
    }

    private void add(Path fnoFlows, String fno) {
        try {
            FlowContext context = FlowContext.of(FlowFolder.read(fnoFlows, fno));
            List<FlowProblem> clashes = clashes(context.settings());
            if (clashes.isEmpty()) {
                contexts.put(fno, context);
                LOG.info("Flows {} serve {}", context, context.settings().jobTypes().keySet());
            } else {
                context.close();
                refuse(fno, clashes);
            }
        } catch (FlowRefusedException e) {
            refuse(fno, e.problems());
        } catch (RuntimeException e) {
            // What the check did not think of is this folder's trouble, not that of the others.
            LOG.error("The flows of {} cannot be read", fno, e);
            refuse(fno, List.of(new FlowProblem(fno, 0, "cannot be read: " + e)));
        }
    }

    private void refuse(String fno, List<FlowProblem> problems) {
        refused.put(fno, problems);
        problems.forEach(problem -> LOG.error("Flows of {} are not in use: {}", fno, problem));
    }

    private List<FlowProblem> clashes(FnoSettings settings) {
        return Stream.concat(Stream.of(settings.fno()), settings.aliases().stream())
                .flatMap(name -> of(name).stream().map(other -> new FlowProblem(settings.fno() + "/" + FnoSettings.FILE, 0,
                        "aliases: '" + name + "' is a name of " + other.settings().fno() + " already")))
                .toList();
    }

    /** The context that serves an FNO now, by its id or an alias. */
    public Optional<FlowContext> of(String provider) {
        FlowContext context = contexts.get(provider.toLowerCase(Locale.ROOT));
        return context != null ? Optional.of(context)
                : contexts.values().stream().filter(other -> other.settings().isCalled(provider)).findFirst();
    }

    public Optional<FnoSettings> settings(String provider) {
        return of(provider).map(FlowContext::settings);
    }

    /** The contexts that serve now, in the order of the FNOs' ids. */
    public List<FlowContext> all() {
        return List.copyOf(contexts.values());
    }

    /** The folders that do not serve, each with what is wrong. */
    public Map<String, List<FlowProblem>> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** Waits for the jobs under way, then stops all contexts. */
    @Override
    public void close() {
        contexts.values().forEach(FlowContext::close);
    }
}
