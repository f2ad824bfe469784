package io.fnorpa.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowEdit;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FlowRefusedException;
import io.fnorpa.ticket.FlowFiles;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jboss.logging.Logger;

/**
 * The verbs of {@code routes/orchestrator/flows.camel.yaml}: folders are looked at, what is new is recorded, and what the table has
 * decided is taken over.
 */
@ApplicationScoped
@Named("flowEdits")
public class FlowEdits {

    private static final Logger LOG = Logger.getLogger(FlowEdits.class);
    private static final String COUNTER = "rpa.flows.edits";
    private static final String REFUSED = "rpa.flows.refused";

    private final Flows flows;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final MultiGauge refused;
    private final AtomicBoolean lanesAreDue = new AtomicBoolean();
    private volatile boolean haveLooked;
    private volatile boolean haveServed;
    private final Set<String> lookedFor = ConcurrentHashMap.newKeySet();

    FlowEdits(Flows flows, ObjectMapper json, MeterRegistry meters) {
        this.flows = flows;
        this.json = json;
        this.meters = meters;
        this.refused = MultiGauge.builder(REFUSED).description("What is wrong with what an FNO's folder holds, or with the version of it that is to serve; 0: nothing")
                .register(meters);
    }

    /** Looks at the folders. @return whether anything is to be taken over */
    public boolean look() {
        List<FlowEdit> edits = flows.look();
        haveLooked = true;
        edits.forEach(edit -> meters.counter(COUNTER, "provider", edit.fno(), "result", edit.kind().name().toLowerCase(Locale.ROOT)).increment());
        showRefused();
        return !edits.isEmpty() || !flows.served().undecided().isEmpty();
    }

    /** Versions that the table may not know. */
    public List<FlowContext> unrecorded() {
        return flows.served().undecided();
    }

    /**
     * The parameters of {@code insert-flow-version.sql}. A version that follows another takes the share that its fno.yaml says, and what
     * serves here has the rest; at the start what was held last, or the one beside which that was tried.
     *
     * @param earlier the FNO's versions, the last one that was held first
     */
    public Map<String, Object> row(FlowContext version, List<Map<String, Object>> earlier) {
        Map<String, Object> row = new HashMap<>();
        row.put("provider", version.settings().fno());
        row.put("version", version.version());
        row.put("files", write(version.files().files()));
        row.put("share", FlowDecision.ALL);
        row.put("rest", null);
        if (version.settings().canaryShare() == FlowDecision.ALL) {
            return row;
        }
        Optional<String> serves = flows.find(version.settings().fno()).map(flow -> flow.main().version()).filter(now -> !now.equals(version.version()));
        serves.or(() -> FlowDecision.servedBefore(version.version(), earlier)).ifPresent(rest -> {
            row.put("share", version.settings().canaryShare());
            row.put("rest", rest);
        });
        return row;
    }

    private String write(Map<String, String> files) {
        try {
            return json.writeValueAsString(new TreeMap<>(files));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Versions that folders hold, for {@code select-flow-decisions.sql}; one that none holds is among them: SQL knows no empty list. */
    public List<String> heldVersions() {
        List<String> versions = flows.served().held().stream().map(FlowContext::version).distinct().toList();
        return versions.isEmpty() ? List.of("-") : versions;
    }

    /** Takes note of what the table says. */
    public void decide(@Body List<Map<String, Object>> rows) {
        rows.forEach(row -> flows.served().decide((String) row.get("PROVIDER"), FlowDecision.of(row)));
    }

    /** Versions that are to serve and that no folder holds, for {@code select-flow-version.sql}. */
    public List<Map<String, Object>> missing() {
        return flows.served().missing().stream().map(name -> Map.<String, Object>of("provider", name.provider(), "version", name.version())).toList();
    }

    /** Builds a version of the table's. @param rows one, or none if the table has lost it */
    public void restore(@Body List<Map<String, Object>> rows, @Header("provider") String provider, @Header("version") String version) {
        ServedFlows.FlowName name = new ServedFlows.FlowName(provider, version);
        try {
            if (rows.isEmpty()) {
                throw new FlowRefusedException(List.of(new FlowProblem(provider, 0, 0, "version " + version + ", which is to serve, is not in the table flow_version")));
            }
            flows.restore(files(rows.get(0)));
        } catch (FlowRefusedException e) {
            refuse(name, e.problems());
        } catch (RuntimeException | Error e) {
            // What the check did not think of is this version's trouble, not that of the others.
            LOG.errorf(e, "%s cannot be built", name);
            refuse(name, List.of(new FlowProblem(provider, 0, 0, "version " + version + ", which is to serve, cannot be built: " + e)));
        }
    }

    private void refuse(ServedFlows.FlowName name, List<FlowProblem> problems) {
        LOG.errorf("%s@%s is to serve and cannot: %s", name.provider(), name.version(), problems);
        flows.served().refuse(name, problems);
    }

    /** FNOs whose folder is bad and which nothing serves; each is told once. */
    public List<String> withoutFlows() {
        List<String> fnos = flows.withoutFlows();
        lookedFor.retainAll(fnos);
        return fnos.stream().filter(fno -> !lookedFor.contains(fno)).toList();
    }

    /** The version that an FNO's folder held last, as the parameters of {@code select-flow-version.sql}. @param versions the last one that was held first */
    public Map<String, Object> lastHeld(@Body List<Map<String, Object>> versions, @Header("provider") String provider) {
        return Map.of("provider", provider, "version", versions.isEmpty() ? "-" : versions.get(0).get("VERSION"));
    }

    /** Serves what a folder held before it was spoilt. @param rows one, or none */
    public void hold(@Body List<Map<String, Object>> rows, @Header("provider") String provider) {
        try {
            if (!rows.isEmpty()) {
                flows.hold(files(rows.get(0)));
                LOG.warnf("Flows of %s are bad in its folder; version %s, which it held before, goes on", provider, rows.get(0).get("VERSION"));
            }
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Flows of %s are bad in its folder, and the version that it held before cannot serve", provider);
        }
        lookedFor.add(provider);
    }

    /**
     * Builds a version of the table's, to see whether it can serve.
     *
     * @param row of {@code select-flow-version.sql}
     * @throws FlowRefusedException it is not good in this release
     */
    public void tryOut(Map<String, Object> row) {
        flows.tryOut(files(row));
    }

    /** The texts of a version, by their files' names. */
    public Map<String, String> texts(Map<String, Object> row) {
        return files(row).files();
    }

    /**
     * What served an FNO before this version: what was held last before it, or, where that was only tried, what had the rest.
     *
     * @param versions of the FNO, the last one that was held first
     */
    public Optional<String> servedBefore(String version, List<Map<String, Object>> versions) {
        return FlowDecision.servedBefore(version, versions);
    }

    private FlowFiles files(Map<String, Object> row) {
        try {
            return new FlowFiles((String) row.get("PROVIDER"), (String) row.get("VERSION"), json.readerForMapOf(String.class).readValue((String) row.get("FILES")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Column files of " + row.get("PROVIDER") + "@" + row.get("VERSION") + " is not JSON", e);
        }
    }

    /** What was decided serves from now on. @return whether lanes are to be opened */
    public boolean serve() {
        List<ServedFlow> before = flows.served().all();
        if (flows.served().serve()) {
            lanesAreDue.set(true);
            flows.served().all().stream().filter(flow -> !before.contains(flow)).forEach(flow -> LOG.infof("Flows of %s: %s%s", flow.main().settings().name(),
                    flow.main(), flow.newer().map(newer -> ", and " + newer + " for " + flow.share() + " % of the jobs").orElse("")));
        }
        showRefused();
        if (haveLooked) {
            haveServed = true;
        }
        return lanesAreDue.get();
    }

    /** One row for each FNO that serves or whose folder is bad; those of others are taken away. */
    private void showRefused() {
        Map<String, Integer> problems = new TreeMap<>();
        flows.serving().forEach(flow -> problems.put(flow.main().settings().fno(), 0));
        flows.refused().forEach((fno, found) -> problems.put(fno, found.size()));
        refused.register(problems.entrySet().stream().map(row -> MultiGauge.Row.of(Tags.of("provider", row.getKey()), row.getValue())).toList(), true);
    }

    /** Whether the folders were read since the start, and what is good in them serves. */
    boolean haveServed() {
        return haveServed;
    }

    /** They were, so that they need not be opened again until something else serves. */
    public void lanesAreOpen() {
        lanesAreDue.set(false);
    }
}
