package io.fnorpa.flow.runtime;

import io.fnorpa.ticket.FlowFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of one FNO's flows, in a Camel context of its own, named {@code octotel@<version>}. It knows the flow
 * language and nothing else ({@link FlowLanguage}). Jobs enter and leave it; it is stopped when the last one has left.
 */
public final class FlowContext implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowContext.class);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 10;

    private final FnoSettings settings;
    private final FlowFolder folder;
    private final String version;
    private final CamelContext camel;
    private int inside;
    private boolean closing;

    private FlowContext(FnoSettings settings, FlowFolder folder, CamelContext camel) {
        this.settings = settings;
        this.folder = folder;
        this.version = folder.version();
        this.camel = camel;
    }

    /**
     * Builds a version that was read elsewhere, for a worker.
     *
     * @throws FlowRefusedException the files are not those of the version that they are said to be, or are not good here
     */
    public static FlowContext of(FlowFiles files) {
        FlowFolder folder = new FlowFolder(files.fno(), new TreeMap<>(files.files()), List.of());
        if (!folder.version().equals(files.version())) {
            throw new FlowRefusedException(List.of(new FlowProblem(files.fno(), 0, "these files are version " + folder.version()
                    + ", and were said to be " + files.version() + "; are orchestrator and worker of the same release?")));
        }
        return of(folder);
    }

    /** Checks a folder and builds its context; what is wrong is told in a {@link FlowRefusedException}. */
    static FlowContext of(FlowFolder folder) {
        List<FlowProblem> problems = FlowCheck.check(folder);
        if (!problems.isEmpty()) {
            throw new FlowRefusedException(problems);
        }
        FnoSettings settings = FnoSettings.parse(folder.settingsFile(), folder.files().get(folder.settingsFile()));
        return new FlowContext(settings, folder, started(folder));
    }

    private static CamelContext started(FlowFolder folder) {
        DefaultCamelContext camel = new DefaultCamelContext(false);
        try {
            prepare(camel, folder.fno() + "@" + folder.version());
            camel.build();
            ((PropertiesComponent) camel.getPropertiesComponent()).setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            ((PropertiesComponent) camel.getPropertiesComponent()).setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
            camel.getCamelContextExtension().getContextPlugin(RoutesLoader.class).loadRoutes(resources(folder));
            camel.start();
            return camel;
        } catch (Exception e) {
            camel.stop();
            throw new FlowRefusedException(List.of(BuildFailure.problem(folder, e)));
        }
    }

    private static void prepare(DefaultCamelContext camel, String name) {
        FlowLanguage language = new FlowLanguage();
        camel.getCamelContextExtension().setName(name);
        camel.getCamelContextExtension().addContextPlugin(ComponentResolver.class, language);
        camel.getCamelContextExtension().addContextPlugin(LanguageResolver.class, language);
        camel.getCamelContextExtension().addInterceptStrategy(new KameletSteps());
        camel.getCamelContextExtension().addInterceptStrategy(new Limits());
        camel.setApplicationContextClassLoader(FlowContext.class.getClassLoader());
        camel.setSourceLocationEnabled(true);
        camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
    }

    /** Kamelets first, so that the component finds them all loaded. */
    private static List<Resource> resources(FlowFolder folder) {
        List<Resource> resources = new ArrayList<>();
        folder.kameletFiles().filter(file -> folder.kameletFile(FlowFolder.kameletName(file)).filter(file::equals).isPresent())
                .forEach(file -> resources.add(resource(folder, file)));
        folder.routeFiles().forEach(file -> resources.add(resource(folder, file)));
        return resources;
    }

    private static Resource resource(FlowFolder folder, String file) {
        return ResourceHelper.fromString(file, folder.files().get(file));
    }

    public FnoSettings settings() {
        return settings;
    }

    /** Short SHA-256 over the FNO's files and the shared Kamelets that it uses. */
    public String version() {
        return version;
    }

    /** What it was built from, for a worker that must run the same. */
    public FlowFiles files() {
        return new FlowFiles(folder.fno(), version, folder.files());
    }

    public CamelContext camel() {
        return camel;
    }

    /** Is there a route {@code <fno>-<type>}? */
    boolean hasFlow(String route) {
        return camel.getRoute(route) != null;
    }

    /** Is there a route {@code <fno>-<type>-lookup}? */
    public boolean hasLookup(String jobType) {
        return hasFlow(settings.fno() + "-" + jobType + FlowCheck.LOOKUP_SUFFIX);
    }

    /** Takes a job in; false if the context is closing, and another serves by now. */
    synchronized boolean enter() {
        if (closing) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** How many jobs are under way in it. */
    public synchronized int inside() {
        return inside;
    }

    /** Takes no more jobs in, waits until the last one has left (at most the longest deadline and a minute), then stops. */
    @Override
    public void close() {
        if (!waitUntilEmpty()) {
            LOG.warn("{} is stopped although {} jobs are still in it; their attempts will be recovered when their leases end", camel.getName(), inside());
        }
        camel.stop();
    }

    private synchronized boolean waitUntilEmpty() {
        closing = true;
        Instant limit = Instant.now().plus(JobType.LONGEST_DEADLINE).plus(GRACE);
        while (inside > 0) {
            long left = Duration.between(Instant.now(), limit).toMillis();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return settings.fno() + "@" + version;
    }
}
