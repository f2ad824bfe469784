package io.fnorpa.flow.runtime;

import io.fnorpa.ticket.FlowFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of one FNO's flows, in a Camel context of its own, named {@code octotel@<version>}. It knows the flow
 * language and reaches nothing else ({@link FlowBounds}). Jobs enter and leave it. One that serves no new jobs is retired: it
 * stops when the last one has left, unless it is revived before.
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
    private boolean retired;
    private boolean closing;
    private boolean stopped;

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
        return of(FlowFolder.of(files));
    }

    /** Checks a folder and builds its context; what is wrong is told in a {@link FlowRefusedException}. */
    static FlowContext of(FlowFolder folder) {
        List<FlowProblem> problems = FlowCheck.check(folder);
        if (!problems.isEmpty()) {
            throw new FlowRefusedException(problems);
        }
        FnoSettings settings = FnoSettings.parse(folder.settingsFile(), folder.files().get(folder.settingsFile()));
        return new FlowContext(settings, folder, started(folder, settings));
    }

    private static CamelContext started(FlowFolder folder, FnoSettings settings) {
        DefaultCamelContext camel = new DefaultCamelContext(false);
        try {
            prepare(camel, folder.fno() + "@" + folder.version());
            camel.build();
            Optional.ofNullable(camel.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class))
                    .ifPresent(camelRun -> camelRun.setEnabled(false)); // a process of camel run is known by its own context
            FlowInsight.standBy(camel, settings);
            camel.getCamelContextExtension().getContextPlugin(RoutesLoader.class).loadRoutes(resources(folder));
            camel.start();
            return camel;
        } catch (StackOverflowError e) {
            camel.stop();
            throw e; // FlowShelf's to tell
        } catch (Exception e) {
            camel.stop();
            throw new FlowRefusedException(List.of(BuildFailure.problem(folder, e)));
        }
    }

    private static void prepare(DefaultCamelContext camel, String name) {
        FlowBounds.draw(camel);
        camel.getCamelContextExtension().setName(name);
        camel.getCamelContextExtension().addInterceptStrategy(new KameletSteps());
        camel.getCamelContextExtension().addInterceptStrategy(new WatchedSteps());
        camel.getCamelContextExtension().addInterceptStrategy(new Limits());
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

    /** Takes a job in; false if the context has stopped or is closing, and another serves by now. */
    public synchronized boolean enter() {
        if (closing || stopped) {
            return false;
        }
        inside++;
        return true;
    }

    public void leave() {
        synchronized (this) {
            inside--;
            notifyAll();
        }
        stopIfDone();
    }

    /** No new job is given to it; it stops when the last one has left. */
    public void retire() {
        synchronized (this) {
            retired = true;
        }
        stopIfDone();
    }

    /** It serves again; false if it has stopped by now. */
    synchronized boolean revive() {
        retired = false;
        return !stopped && !closing;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private void stopIfDone() {
        synchronized (this) {
            if (!retired || inside > 0 || stopped) {
                return;
            }
            stopped = true;
        }
        Thread stopping = new Thread(camel::stop, "flows-" + this + "-end");
        stopping.setDaemon(true);
        stopping.start();
    }

    /** How many jobs are under way in it. */
    public synchronized int inside() {
        return inside;
    }

    /** Takes no more jobs in, waits until the last one has left (at most the longest deadline and a minute), then stops. */
    @Override
    public void close() {
        close(JobType.LONGEST_DEADLINE.plus(GRACE));
    }

    /** As {@link #close()}, and waits so long at the most. */
    public void close(Duration patience) {
        if (!waitUntilEmpty(patience)) {
            LOG.warn("{} is stopped although {} jobs are still in it; their attempts will be recovered when their leases end", camel.getName(), inside());
        }
        synchronized (this) {
            stopped = true;
        }
        camel.stop();
    }

    private synchronized boolean waitUntilEmpty(Duration patience) {
        closing = true;
        Instant limit = Instant.now().plus(patience);
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
