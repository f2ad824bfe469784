package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * Workers that one FNO has for itself ({@code rpa.worker.for}), such as the machine of its author, which may be away. They are looked for before
 * a job takes a browser; while none of them is there this instance takes up none of the FNO's jobs, so that other FNOs' jobs have its places.
 */
@ApplicationScoped
@Named("ownWorkers")
@Startup
public class OwnWorkers {

    static final String KEY = "rpa.worker.for.";
    private static final Logger LOG = Logger.getLogger(OwnWorkers.class);

    private final PlatformConfig config;
    private final WorkerConfig settings;
    private final WorkerClient client;
    private final Flows flows;
    private final Clock clock;
    /** By what stands behind {@link #KEY}. */
    private final Map<String, WorkerAddresses> named = new TreeMap<>();
    private final Map<String, Absence> absent = new ConcurrentHashMap<>();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    OwnWorkers(PlatformConfig config, WorkerConfig settings, WorkerClient client, Flows flows, Clock clock) {
        this.config = config;
        this.settings = settings;
        this.client = client;
        this.flows = flows;
        this.clock = clock;
        settings.forFno().forEach((fno, workers) -> named.put(fno, new WorkerAddresses(KEY + fno, workers)));
    }

    /**
     * None of an FNO's own workers is there.
     *
     * @param until when this instance looks again
     */
    public record Absence(String why, Instant until) {}

    /** The settings that name any; empty if there are none. */
    Optional<String> keys() {
        return named.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", named.keySet().stream().map(KEY::concat).toList()));
    }

    /** Those of an FNO, which the setting names by its id, an alias or its name. */
    Optional<WorkerAddresses> of(FnoSettings fno) {
        return Optional.ofNullable(named.get(fno.fno()))
                .or(() -> named.entrySet().stream().filter(entry -> names(fno).anyMatch(entry.getKey()::equalsIgnoreCase)).map(Map.Entry::getValue).findFirst());
    }

    private static Stream<String> names(FnoSettings fno) {
        return Stream.concat(Stream.of(fno.fno(), fno.name()), fno.aliases().stream());
    }

    /** How long a job waits that one of its FNO's own workers did not take; zero where the FNO has none. */
    Duration pause(FnoSettings fno) {
        return of(fno).isPresent() ? settings.awayPause() : Duration.ZERO;
    }

    /**
     * Before a job takes a browser. A worker that is full counts as there.
     *
     * @throws NoWorkerException its FNO has workers of its own, and none is there
     */
    public void requireThere(@Body RunningAttempt attempt) throws InterruptedException {
        Optional<WorkerAddresses> own = of(attempt.getSettings());
        if (own.isEmpty()) {
            return;
        }
        List<String> why = new ArrayList<>();
        for (URI worker : own.get().now()) {
            Optional<String> away = client.whyAway(worker, attempt.getId());
            if (away.isEmpty()) {
                absent.remove(attempt.getSettings().fno());
                return;
            }
            why.add(away.get());
        }
        String reason = "no worker: " + (why.isEmpty() ? "no address is known for " + own.get() : String.join(", ", why))
                + "; looked for again every " + settings.awayPause().toSeconds() + " s";
        if (absent.put(attempt.getSettings().fno(), new Absence(reason, clock.instant().plus(settings.awayPause()))) == null) {
            LOG.warnf("Jobs of %s wait: %s", attempt.getSettings().name(), reason);
        }
        throw new NoWorkerException(reason, settings.awayPause());
    }

    /** Why the jobs of an FNO are not taken up by this instance now. */
    public Optional<Absence> absence(String fno) {
        return Optional.ofNullable(absent.get(fno)).filter(absence -> clock.instant().isBefore(absence.until()));
    }

    /** @param lanes rows with due jobs @return those of them that this instance may claim jobs of */
    public List<Map<String, Object>> served(@Body List<Map<String, Object>> lanes) {
        return lanes.stream().filter(lane -> absence((String) lane.get("PROVIDER")).isEmpty()).toList();
    }

    /** Tells of each setting that names no FNO, once: its author would wait, while the jobs run elsewhere. The FNO may come later. */
    public void warnOfStrangers() {
        if (config.roles().contains(Role.ORCHESTRATOR)) {
            strangersAmong(flows.allSettings());
        }
    }

    /**
     * @param known none while the first are on their way, and then nobody is told
     * @return those that name no FNO now
     */
    Set<String> strangersAmong(List<FnoSettings> known) {
        if (known.isEmpty()) {
            return Set.copyOf(strangers);
        }
        List<String> ids = known.stream().map(FnoSettings::fno).toList();
        named.keySet().forEach(name -> {
            if (known.stream().flatMap(OwnWorkers::names).anyMatch(name::equalsIgnoreCase)) {
                strangers.remove(name);
            } else if (strangers.add(name)) {
                LOG.warnf("%s%s is set, and no FNO '%s' is served%s. Until one is, no job goes to these workers", KEY, name, name, NearestName.hint(name, ids));
            }
        });
        return Set.copyOf(strangers);
    }
}
