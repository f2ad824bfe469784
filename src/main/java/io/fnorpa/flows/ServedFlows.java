package io.fnorpa.flows;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowEdit;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FnoSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which versions serve: of each FNO that which its folder holds, once the table knows it, and beside or before it the one that
 * the table names. What serves changes by one reference, so that no FNO is ever without; all that was here and serves no more is retired.
 *
 * <p>Whoever builds a context and gives it to this object does both while it holds this object's monitor: a context that was found alive
 * is not retired in between.
 */
final class ServedFlows {

    /** What the folders hold, by FNO; the last that was good. */
    private final SortedMap<String, FlowContext> held = new TreeMap<>();
    /** What the table says of what the folders hold. */
    private final Map<String, FlowDecision> decisions = new HashMap<>();
    /** Versions that the table names and no folder holds. */
    private final Map<FlowName, FlowContext> restored = new HashMap<>();
    private final Map<FlowName, List<FlowProblem>> unrestorable = new LinkedHashMap<>();
    /** Settings of what served an FNO last that serves no more. */
    private final Map<String, FnoSettings> departed = new HashMap<>();
    /** All that were given to this object and are not retired yet. */
    private final Set<FlowContext> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile SortedMap<String, ServedFlow> served = new TreeMap<>();

    /** A version of an FNO's flows. */
    record FlowName(String provider, String version) {

        static FlowName of(FlowContext context) {
            return new FlowName(context.settings().fno(), context.version());
        }
    }

    synchronized void apply(FlowEdit edit) {
        if (edit.kind() == FlowEdit.Kind.GONE) {
            held.remove(edit.fno());
        } else {
            edit.version().ifPresent(this::hold);
        }
    }

    /** A folder holds it, or held it before it was spoilt. */
    synchronized void hold(FlowContext context) {
        owned.add(context);
        held.put(context.settings().fno(), context);
    }

    /** Until the table was asked: what the folders hold, as it is. */
    synchronized void serveWhatIsHeld() {
        SortedMap<String, ServedFlow> next = new TreeMap<>();
        held.forEach((fno, context) -> next.put(fno, ServedFlow.all(context)));
        served = next;
    }

    /** Versions that folders hold, and of which the table has not been asked. */
    synchronized List<FlowContext> undecided() {
        return held.entrySet().stream().filter(entry -> !isDecided(entry.getKey())).map(Map.Entry::getValue).toList();
    }

    private boolean isDecided(String fno) {
        return decisions.containsKey(fno) && decisions.get(fno).version().equals(held.get(fno).version());
    }

    synchronized Optional<FlowContext> held(String provider) {
        FlowContext context = held.get(provider.toLowerCase(Locale.ROOT));
        return context != null ? Optional.of(context)
                : held.values().stream().filter(other -> other.settings().isCalled(provider)).findFirst();
    }

    synchronized List<FlowContext> held() {
        return List.copyOf(held.values());
    }

    synchronized void decide(String fno, FlowDecision decision) {
        boolean isAboutWhatIsHeld = held.containsKey(fno) && held.get(fno).version().equals(decision.version());
        boolean isLate = decisions.containsKey(fno) && decision.isOlderThan(decisions.get(fno));
        if (isAboutWhatIsHeld && !isLate && !decision.equals(decisions.put(fno, decision))) {
            unrestorable.keySet().removeIf(name -> name.provider().equals(fno));
        }
    }

    /** Versions that are to serve and are not here. */
    synchronized List<FlowName> missing() {
        return held.keySet().stream().filter(this::isDecided).map(this::rest).flatMap(Optional::stream)
                .filter(name -> !restored.containsKey(name) && !unrestorable.containsKey(name)).toList();
    }

    private Optional<FlowName> rest(String fno) {
        FlowDecision decision = decisions.get(fno);
        return decision.isAll() ? Optional.empty() : Optional.of(new FlowName(fno, decision.rest()));
    }

    synchronized void restore(FlowContext context) {
        owned.add(context);
        restored.put(FlowName.of(context), context);
    }

    /** It was built and is not taken into use. It ends, unless it serves all the same. */
    synchronized void release(FlowContext context) {
        if (!owned.contains(context)) {
            context.retire();
        }
    }

    /** It cannot serve in this release. */
    synchronized void refuse(FlowName name, List<FlowProblem> problems) {
        unrestorable.put(name, problems);
    }

    /** @return whether anything serves that did not before, or no more */
    synchronized boolean serve() {
        SortedMap<String, ServedFlow> before = served;
        SortedMap<String, ServedFlow> next = new TreeMap<>();
        held.forEach((fno, context) -> next(fno, context, before.get(fno)).ifPresent(flow -> next.put(fno, flow)));
        before.forEach((fno, flow) -> departed.put(fno, flow.main().settings()));
        departed.keySet().removeAll(next.keySet());
        served = next;
        retireAllBut(next);
        return !next.equals(before);
    }

    private void retireAllBut(SortedMap<String, ServedFlow> next) {
        Set<FlowContext> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(held.values());
        next.values().stream().flatMap(ServedFlow::contexts).forEach(kept::add);
        List<FlowContext> over = owned.stream().filter(context -> !kept.contains(context)).toList();
        owned.removeAll(over);
        restored.values().removeAll(over);
        over.forEach(FlowContext::retire);
    }

    private Optional<ServedFlow> next(String fno, FlowContext context, ServedFlow before) {
        if (!isDecided(fno)) {
            return Optional.ofNullable(before);
        }
        FlowDecision decision = decisions.get(fno);
        Optional<FlowName> rest = rest(fno);
        if (rest.isEmpty()) {
            return Optional.of(ServedFlow.all(context));
        }
        FlowContext main = restored.get(rest.get());
        if (main != null) {
            return Optional.of(decision.share() == 0 ? ServedFlow.all(main) : new ServedFlow(main, context, decision.share()));
        }
        if (!unrestorable.containsKey(rest.get())) {
            return Optional.ofNullable(before);
        }
        return decision.isPersonal() ? Optional.empty() : Optional.of(ServedFlow.all(context)); // put aside by somebody, or by nobody
    }

    /** By its id, or an alias of what serves it. */
    Optional<ServedFlow> find(String provider) {
        SortedMap<String, ServedFlow> now = served;
        ServedFlow flow = now.get(provider.toLowerCase(Locale.ROOT));
        return flow != null ? Optional.of(flow)
                : now.values().stream().filter(other -> other.main().settings().isCalled(provider)).findFirst();
    }

    /** In the order of the FNOs' ids. */
    List<ServedFlow> all() {
        return List.copyOf(served.values());
    }

    /** Settings of what served an FNO last that serves no more, by id or alias. */
    synchronized Optional<FnoSettings> departed(String provider) {
        return departed.values().stream().filter(settings -> settings.fno().equals(provider.toLowerCase(Locale.ROOT)) || settings.isCalled(provider)).findFirst();
    }

    /** FNOs whose version that is to serve cannot. */
    synchronized SortedMap<String, List<FlowProblem>> unrestorable() {
        SortedMap<String, List<FlowProblem>> problems = new TreeMap<>();
        held.keySet().stream().filter(this::isDecided).forEach(fno -> rest(fno).map(unrestorable::get).ifPresent(found -> problems.put(fno, found)));
        return problems;
    }

    /** Stops all; jobs that are in them are waited for so long together. */
    void close(Duration patience) {
        Instant end = Instant.now().plus(patience);
        Set<FlowContext> all;
        synchronized (this) {
            all = new HashSet<>(owned);
        }
        all.forEach(context -> {
            Duration left = Duration.between(Instant.now(), end);
            context.close(left.isNegative() ? Duration.ZERO : left);
        });
    }
}
