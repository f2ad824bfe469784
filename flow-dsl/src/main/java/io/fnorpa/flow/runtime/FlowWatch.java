package io.fnorpa.flow.runtime;

import io.fnorpa.ticket.FlowFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folders of flows again and again, by what is in them, so that a saved file, a {@code git checkout} and a swapped
 * symbolic link are all seen alike. A change is judged once two looks have found the same, so that one which is still being written
 * is not. To judge is to check the folder and to build its context; what is bad changes nothing.
 */
public final class FlowWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FlowWatch.class);
    private static final String GONE = "";

    /** A folder that is copied or mounted anew is away for a moment. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(10);

    private final Path fnoFlows;
    private final Predicate<String> wanted;
    private final FlowShelf shelf;
    private final Clock clock;
    private final Supplier<Stream<FnoSettings>> serving;
    private final Consumer<FlowContext> discard;
    private final SortedMap<String, Judged> judged = new TreeMap<>();
    /** What the last look found that was not judged yet. */
    private final Map<String, Unsettled> unsettled = new LinkedHashMap<>();
    private boolean hasLooked;
    private boolean toldThatAllAreGone;

    /** @param since when it was found first */
    private record Unsettled(String print, Instant since) {}

    /**
     * A folder as it was judged last.
     *
     * @param print    of what it held; {@link #GONE} for none
     * @param good     the last version that was good; null if none was
     * @param problems of what it held; empty if that was good
     * @param clashing its settings, if it is refused for a name that another FNO has: it is judged anew once that is given up
     */
    private record Judged(String print, FlowContext good, List<FlowProblem> problems, FnoSettings clashing) {}

    /** What a folder holds. @param folder null where it cannot be read, for which the problems are. @param print tells it from what it held before */
    private record Found(FlowFolder folder, List<FlowProblem> problems, String print) {

        static Found of(FlowFolder folder) {
            return new Found(folder, List.of(), folder.version() + folder.strangers());
        }

        static Found unreadable(List<FlowProblem> problems) {
            return new Found(null, problems, problems.toString());
        }
    }

    /**
     * @param fnoFlows holds a folder for each FNO
     * @param clock    for how long a folder has been away
     * @param serving  settings of versions that serve, which need not be those that the folders hold; their names are taken
     * @param discard  takes a context that was built and is not taken into use; it may be one that serves all the same
     */
    public FlowWatch(Path fnoFlows, Clock clock, Supplier<Stream<FnoSettings>> serving, Consumer<FlowContext> discard) {
        this(fnoFlows, fno -> true, clock, serving, discard);
    }

    /** @param wanted whether a folder is looked at */
    FlowWatch(Path fnoFlows, Predicate<String> wanted, Clock clock, Supplier<Stream<FnoSettings>> serving, Consumer<FlowContext> discard) {
        this.fnoFlows = fnoFlows;
        this.wanted = wanted;
        this.shelf = new FlowShelf();
        this.clock = clock;
        this.serving = serving;
        this.discard = discard;
    }

    /**
     * Looks once. The first look judges all that is there; each further one what is as the look before found it, and not as it was judged.
     * A folder that was there is gone when it has been away for ten seconds; when all are away at once, none is. Whatever happens in one
     * folder is that folder's edit.
     *
     * @param taker is given each edit as it is judged, so that none is lost by what comes after it
     * @return all that the taker was given
     * @throws UncheckedIOException the folder of all flows cannot be read; nothing changes
     */
    public synchronized List<FlowEdit> look(Consumer<FlowEdit> taker) {
        SortedMap<String, Found> found = new TreeMap<>();
        folders(fnoFlows).stream().filter(wanted).forEach(fno -> found.put(fno, find(fno)));
        if (found.isEmpty() && !judged.isEmpty()) {
            tellThatAllAreGone();
            return List.of();
        }
        toldThatAllAreGone = false;
        List<FlowEdit> edits = new ArrayList<>();
        Consumer<FlowEdit> handOver = edit -> {
            edits.add(edit);
            taker.accept(edit);
        };
        for (String fno : new TreeSet<>(Stream.concat(judged.keySet().stream(), found.keySet().stream()).toList())) {
            Found now = found.get(fno);
            if (isSettled(fno, now == null ? GONE : now.print())) {
                handOver.accept(now == null ? forget(fno) : judge(fno, now));
            }
        }
        clashNoMore().filter(fno -> found.containsKey(fno) && found.get(fno).print().equals(judged.get(fno).print()))
                .forEach(fno -> handOver.accept(judge(fno, found.get(fno))));
        hasLooked = true;
        return edits;
    }

    /**
     * Builds a version that was read elsewhere, unless it is alive.
     *
     * @throws FlowRefusedException the files are not those of the version that they are said to be, or are not good here
     */
    public FlowContext build(FlowFiles files) {
        return shelf.obtain(FlowFolder.of(files));
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

    private Found find(String fno) {
        try {
            return Found.of(FlowFolder.read(fnoFlows, fno));
        } catch (FlowRefusedException e) {
            return Found.unreadable(e.problems());
        } catch (RuntimeException e) { // also while a file is being replaced
            return Found.unreadable(List.of(FlowProblem.of(fno, "cannot be read: " + e.getMessage())));
        } catch (Error e) {
            return Found.unreadable(List.of(FlowProblem.of(fno, "cannot be read: " + e)));
        }
    }

    /** It is not as it was judged, and as the look before found it. */
    private boolean isSettled(String fno, String print) {
        Judged before = judged.get(fno);
        if (before != null && before.print().equals(print)) {
            unsettled.remove(fno);
            return false;
        }
        Unsettled earlier = unsettled.get(fno);
        boolean same = earlier != null && earlier.print().equals(print);
        if (!same) {
            unsettled.put(fno, new Unsettled(print, clock.instant()));
        }
        boolean settled = !hasLooked || same && (!print.equals(GONE) || !clock.instant().isBefore(earlier.since().plus(GONE_AFTER)));
        if (settled) {
            unsettled.remove(fno);
        }
        return settled;
    }

    private void tellThatAllAreGone() {
        if (!toldThatAllAreGone) {
            toldThatAllAreGone = true;
            LOG.error("{} holds no folder any more. Is it mounted? What serves goes on", fnoFlows);
        }
    }

    private FlowEdit forget(String fno) {
        judged.remove(fno);
        LOG.info("The folder of {} is gone", fno);
        return FlowEdit.gone(fno);
    }

    private FlowEdit judge(String fno, Found found) {
        FlowContext before = good(fno).orElse(null);
        if (before != null && found.folder() != null && found.folder().strangers().isEmpty() && before.version().equals(found.folder().version())) {
            judged.put(fno, new Judged(found.print(), before, List.of(), null));
            LOG.info("The folder of {} is good again: it holds {}, as before", fno, before);
            return FlowEdit.restored(before);
        }
        try {
            if (found.folder() == null) {
                throw new FlowRefusedException(found.problems());
            }
            FlowContext context = shelf.obtain(found.folder());
            List<FlowProblem> clashes = clashes(context.settings());
            if (!clashes.isEmpty()) {
                discard.accept(context);
                return refuse(fno, found, clashes, context.settings());
            }
            judged.put(fno, new Judged(found.print(), context, List.of(), null));
            return FlowEdit.taken(context);
        } catch (FlowRefusedException e) {
            return refuse(fno, found, e.problems(), null);
        } catch (RuntimeException | Error e) {
            // What the check did not think of, an overflow of the stack among it, is this folder's trouble, not that of the others.
            LOG.error("The flows of {} cannot be read", fno, e);
            return refuse(fno, found, List.of(FlowProblem.of(fno, "cannot be read: " + e)), null);
        }
    }

    private FlowEdit refuse(String fno, Found found, List<FlowProblem> problems, FnoSettings clashing) {
        FlowContext before = good(fno).orElse(null);
        boolean known = judged.containsKey(fno) && judged.get(fno).problems().equals(problems);
        judged.put(fno, new Judged(found.print(), before, problems, clashing));
        if (!known) {
            problems.forEach(problem -> LOG.error("Flows of {} are not taken into use{}: {}", fno, before == null ? "" : ", " + before + " goes on", problem));
        }
        return FlowEdit.refused(fno, problems);
    }

    /** Names of these settings that another FNO has. */
    public synchronized List<FlowProblem> clashes(FnoSettings settings) {
        List<FnoSettings> others = Stream.concat(judged.values().stream().map(Judged::good).filter(Objects::nonNull).map(FlowContext::settings), serving.get())
                .filter(other -> !other.fno().equals(settings.fno())).toList();
        return Stream.concat(Stream.of(settings.fno()), settings.aliases().stream())
                .flatMap(name -> others.stream().filter(other -> isNameOf(name, other))
                        .map(other -> FlowProblem.of(settings.fno() + "/" + FnoSettings.FILE, "aliases: '" + name + "' is a name of " + other.fno() + " already")))
                .distinct().toList();
    }

    private static boolean isNameOf(String name, FnoSettings settings) {
        return settings.fno().equals(name.toLowerCase(Locale.ROOT)) || settings.isCalled(name);
    }

    private Stream<String> clashNoMore() {
        return List.copyOf(judged.entrySet()).stream().filter(entry -> entry.getValue().clashing() != null && clashes(entry.getValue().clashing()).isEmpty())
                .map(Map.Entry::getKey);
    }

    private Optional<FlowContext> good(String fno) {
        return Optional.ofNullable(judged.get(fno)).map(Judged::good);
    }

    /** Folders that hold something bad, each with what is wrong. The last good version, if there was one, goes on meanwhile. */
    public synchronized SortedMap<String, List<FlowProblem>> refused() {
        SortedMap<String, List<FlowProblem>> refused = new TreeMap<>();
        judged.forEach((fno, folder) -> {
            if (!folder.problems().isEmpty()) {
                refused.put(fno, folder.problems());
            }
        });
        return refused;
    }
}
