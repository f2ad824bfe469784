package io.fnorpa.flows;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.ticket.FlowFiles;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/** The FNOs' flows as they are under {@code rpa.home/fno-flows}, each FNO in a Camel context of its own. */
@ApplicationScoped
@Named("flows")
@Startup
public class Flows {

    private static final Logger LOG = Logger.getLogger(Flows.class);

    private final PlatformConfig config;
    private final AttemptChannels channels;
    private FlowLibrary library;
    private FlowRunner runner;

    Flows(PlatformConfig config, AttemptChannels channels) {
        this.config = config;
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
        library = FlowLibrary.load(folder);
        runner = new FlowRunner(library, config.browsers().commandTimeout());
        library.refused().forEach((fno, problems) -> problems.forEach(problem -> LOG.errorf("Flows of %s are refused: %s", fno, problem)));
        library.all().forEach(flow -> LOG.infof("Flows of %s are ready, version %s", flow.settings().name(), flow.version()));
    }

    @PreDestroy
    void close() {
        if (library != null) {
            library.close();
        }
    }

    /** Runs the attempt's flow, or its lookup, which sets its outcome. */
    public void run(@Body RunningAttempt attempt) {
        attempt.setOutcome(attempt.isLookup()
                ? runner.lookup(attempt.getJob(), attempt.getTicket(), channels.of(attempt), attempt.getBrowserUse())
                : runner.run(attempt.getJob(), attempt.getTicket(), channels.of(attempt), attempt.getBrowserUse()));
    }

    /** Can the portal be asked what became of a job of this type? Its flows have a route {@code <fno>-<type>-lookup} then. */
    public boolean hasLookup(String provider, String type) {
        return library.of(provider).map(flow -> flow.hasLookup(type)).orElse(false);
    }

    /** By id or alias. */
    public Optional<FnoSettings> settings(String provider) {
        return library.settings(provider);
    }

    public List<FnoSettings> allSettings() {
        return library.all().stream().map(FlowContext::settings).toList();
    }

    public List<FlowContext> all() {
        return library.all();
    }

    public Map<String, List<FlowProblem>> refused() {
        return library.refused();
    }

    /** The files of the version that serves the FNO now, for a worker. */
    public Optional<FlowFiles> files(String provider) {
        return library.of(provider).map(FlowContext::files);
    }

    /** Version of the flows that a new attempt will run. */
    public String version(String provider) {
        return library.of(provider).map(FlowContext::version).orElse(null);
    }
}
