package io.fnorpa.flows;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowEdit;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FlowRefusedException;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FlowWatch;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.ticket.FlowFiles;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * The FNOs' flows as they are under {@code rpa.home/fno-flows}, each version in a Camel context of its own. They are watched while they
 * serve ({@link FlowEdits}); an attempt keeps the version that it began with.
 */
@ApplicationScoped
@Named("flows")
@Startup
public class Flows {

    private static final Logger LOG = Logger.getLogger(Flows.class);

    private static final int TRIES = 10;
    /** Attempts were given their time to settle before. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

    private final PlatformConfig config;
    private final AttemptChannels channels;
    private final Clock clock;
    private final ServedFlows served = new ServedFlows();
    private FlowWatch watch;

    Flows(PlatformConfig config, AttemptChannels channels, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.channels = channels;
    }

    @PostConstruct
    void load() {
        if (!config.roles().contains(Role.ORCHESTRATOR)) {
            return; // a mere worker fetches what it is asked for
        }
        Path folder = config.home().resolve("fno-flows").toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no folder " + folder
                    + ". Set rpa.home to the folder that holds routes/ and fno-flows/; it is " + config.home().toAbsolutePath());
        }
        watch = new FlowWatch(folder, clock, () -> served.all().stream().map(flow -> flow.main().settings()), served::release);
        look();
        served.serveWhatIsHeld();
        served.all().forEach(flow -> LOG.infof("Flows of %s are ready, version %s", flow.main().settings().name(), flow.main().version()));
    }

    @PreDestroy
    void close() {
        served.close(PATIENCE_AT_THE_END);
    }

    List<FlowEdit> look() {
        synchronized (served) {
            return watch == null ? List.of() : watch.look(served::apply);
        }
    }

    /** Builds a version that no folder holds, and serves it if it is to serve. @throws FlowRefusedException it is not good in this release */
    void restore(FlowFiles files) {
        synchronized (served) {
            served.restore(build(files));
        }
    }

    /** Builds a version that a folder held before it was spoilt, and serves it. @throws FlowRefusedException it is not good in this release */
    void hold(FlowFiles files) {
        synchronized (served) {
            served.hold(build(files));
        }
    }

    /** Builds a version to see whether it could serve. @throws FlowRefusedException it is not good in this release, or a name of it is another FNO's by now */
    void tryOut(FlowFiles files) {
        synchronized (served) {
            served.release(build(files));
        }
    }

    private FlowContext build(FlowFiles files) {
        FlowContext context = watch.build(files);
        List<FlowProblem> clashes = watch.clashes(context.settings());
        if (!clashes.isEmpty()) {
            served.release(context);
            throw new FlowRefusedException(clashes);
        }
        return context;
    }

    /** FNOs whose folder is bad, and nothing serves them: an earlier version would. */
    List<String> withoutFlows() {
        return watch == null ? List.of() : watch.refused().keySet().stream().filter(fno -> served.held(fno).isEmpty()).toList();
    }

    ServedFlows served() {
        return served;
    }

    /**
     * Takes a job's attempt into the version that serves it; {@link FlowContext#leave} when it has ended. Empty if the FNO has no flows any more.
     */
    public Optional<FlowContext> enter(String provider, long job, String type, Map<String, Object> parameters) {
        return enter(provider, flow -> flow.choose(job, type, parameters));
    }

    /** The same for an attempt that asks the portal what became of the job. */
    public Optional<FlowContext> enterForLookup(String provider, long job, String type, Map<String, Object> parameters) {
        return enter(provider, flow -> flow.chooseForLookup(job, type, parameters));
    }

    private Optional<FlowContext> enter(String provider, Function<ServedFlow, FlowContext> choice) {
        // Between its being chosen and its being entered a version may have made room for another, which is chosen then.
        return Stream.generate(() -> served.find(provider).map(choice)).limit(TRIES).flatMap(Optional::stream).filter(FlowContext::enter).findFirst();
    }

    /** Runs the attempt's flow, or its lookup, which sets its outcome. */
    public void run(@Body RunningAttempt attempt) {
        FlowRunner runner = new FlowRunner((provider, version) -> Optional.of(attempt.getFlow()), config.browsers().commandTimeout());
        attempt.setOutcome(attempt.isLookup()
                ? runner.lookup(attempt.getJob(), attempt.getTicket(), channels.of(attempt), attempt.getBrowserUse())
                : runner.run(attempt.getJob(), attempt.getTicket(), channels.of(attempt), attempt.getBrowserUse()));
    }

    /** Can the portal be asked what became of a job of this type? The flows have a route {@code <fno>-<type>-lookup} then. */
    public boolean hasLookup(String provider, String type) {
        return served.find(provider).map(flow -> flow.hasLookup(type)).orElse(false);
    }

    /** What serves an FNO, by id or alias. */
    public Optional<ServedFlow> find(String provider) {
        return served.find(provider);
    }

    /** By id or alias. */
    public Optional<FnoSettings> settings(String provider) {
        return served.find(provider).map(flow -> flow.main().settings());
    }

    /** Settings of an FNO whose folder is gone; it serves no more. */
    public Optional<FnoSettings> departed(String provider) {
        return served.departed(provider);
    }

    public List<FnoSettings> allSettings() {
        return served.all().stream().map(flow -> flow.main().settings()).toList();
    }

    /** What serves each FNO, in the order of their ids. */
    public List<ServedFlow> serving() {
        return served.all();
    }

    /** The version that an FNO's folder holds here, by id or alias: the last that was good. */
    public Optional<FlowContext> held(String provider) {
        return served.held(provider);
    }

    /** Folders that hold something bad, and FNOs whose version that is to serve cannot. The FNO may serve by the version of before all the same. */
    public Map<String, List<FlowProblem>> refused() {
        SortedMap<String, List<FlowProblem>> refused = new TreeMap<>(served.unrestorable());
        if (watch != null) {
            refused.putAll(watch.refused());
        }
        return refused;
    }
}
