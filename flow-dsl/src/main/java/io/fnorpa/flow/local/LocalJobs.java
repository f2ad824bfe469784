package io.fnorpa.flow.local;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowEdit;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.HostedFlows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.ResourceReload;
import org.apache.camel.spi.ResourceReloadStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes {@code camel run} do a job: where {@code rpa.run} names a flow, its first verb brings this into the context.
 * <ol>
 * <li>Camel has started: the flows of the FNO's folder are checked as the orchestrator checks them, and take the place of what
 * Camel read;
 * <li>the job runs ({@link LocalJob});
 * <li>with {@code --dev} the folder is looked at twice a second; a good edit takes over and the job runs again, a bad one is told
 * and changes nothing; without, Camel is stopped, and the process ends with the job's exit code ({@link LocalRun.Result#exitCode});
 * <li>Camel is told to stop (Ctrl-C): the job that runs is broken off, and its session with the credentials closed, before anything else is stopped.
 * </ol>
 */
public final class LocalJobs extends ServiceSupport implements ExtendedStartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJobs.class);
    private static final long LOOK_MS = 500;
    /** For a session to be closed: 5 s in a service that does not answer, and what a verb takes to notice. */
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final int NOT_RUN = 1;
    private static final String DIRECT = "direct://";

    private final CamelContext camel;
    private final RunSettings settings;
    private volatile Thread thread;

    private LocalJobs(CamelContext camel, RunSettings settings) {
        this.camel = camel;
        this.settings = settings;
    }

    /**
     * Brings it into a context that was told to run a flow, once; leaves every other alone.
     *
     * @throws IllegalArgumentException its settings are wrong
     */
    public static void join(CamelContext camel) throws Exception {
        if (!RunSettings.isTold(camel.getPropertiesComponent()) || camel.hasService(LocalJobs.class) != null) {
            return;
        }
        LocalJobs jobs = new LocalJobs(camel, RunSettings.of(camel.getPropertiesComponent()));
        camel.addService(jobs, true);
        camel.addStartupListener(jobs);
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                jobs.breakOff(); // before Camel waits for routes that are under way
            }
        });
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // routes are not there yet
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        thread = new Thread(this::run, "jobs");
        thread.setContextClassLoader(camel.getApplicationContextClassLoader());
        thread.start();
    }

    private void run() {
        int exitCode = NOT_RUN;
        try {
            Path file = flowFile();
            exitCode = runIn(file.getParent().getParent(), file.getParent().getFileName().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("{} cannot be run: {}", settings.route(), e.getMessage(), e instanceof IllegalArgumentException ? null : e);
        }
        if (camel.getStatus() == ServiceStatus.Started) {
            end(exitCode);
        }
    }

    /** Camel's own way out knows no other exit code than 0; the other stops Camel all the same, at the end of the process. */
    private void end(int exitCode) {
        thread = null; // nobody has to wait for it
        if (exitCode == 0) {
            camel.stop();
        } else {
            System.exit(exitCode);
        }
    }

    /** @return exit code of the one job, where nothing is watched */
    private int runIn(Path fnoFlows, String fno) throws Exception {
        HostedFlows flows = new HostedFlows(camel, fnoFlows, fno);
        boolean isWatched = leaveFilesToUs(flows);
        FlowLibrary library = FlowLibrary.loadOne(fnoFlows, fno);
        FlowContext version = library.of(fno).orElse(null);
        tell(library.refused().getOrDefault(fno, List.of()));
        for (int number = 1; ; number++) {
            int exitCode = NOT_RUN;
            if (version != null) {
                flows.replaceBy(version);
                LOG.info("Flows {} are in use", version);
                exitCode = job(version, number);
            }
            if (!isWatched) {
                return exitCode;
            }
            LOG.info("Save a change in {} or {}, and it runs again", fnoFlows.resolve(fno), fnoFlows.resolve("kamelets"));
            version = awaitGood(library, fno);
        }
    }

    private int job(FlowContext version, int number) {
        HiddenWords hidden = new HiddenWords();
        try {
            return new LocalJob(settings, version.settings(), settings.route(), number, hidden).run(camel).exitCode();
        } catch (IllegalArgumentException e) {
            LOG.error("{} cannot be run: {}", settings.route(), hidden.shown(e.getMessage()));
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            LOG.error("{} was not run to its end: {}", settings.route(), hidden.shown(trace.toString()));
        }
        return NOT_RUN;
    }

    private FlowContext awaitGood(FlowLibrary library, String fno) throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            for (FlowEdit edit : library.look()) {
                if (edit.fno().equals(fno)) {
                    tell(edit.problems());
                    if (edit.version().isPresent()) {
                        return edit.context();
                    }
                }
            }
        }
    }

    private static void tell(List<FlowProblem> problems) {
        problems.forEach(problem -> LOG.error("Not taken into use: {}", problem));
    }

    /** Routes that are called by a name of their own, and the files that they stand in. */
    private Map<String, Path> flowFiles() {
        Map<String, Path> files = new TreeMap<>();
        camel.getRoutes().stream().filter(route -> route.getEndpoint().getEndpointUri().equals(DIRECT + route.getRouteId()))
                .forEach(route -> HostedFlows.fileOf(route.getSourceResource()).ifPresent(file -> files.put(route.getRouteId(), file)));
        return files;
    }

    private Path flowFile() {
        Map<String, Path> files = flowFiles();
        Path file = files.get(settings.route());
        if (file == null) {
            throw new IllegalArgumentException("rpa.run is " + settings.route() + ", which is no route of the files that were given"
                    + NearestName.hint(settings.route(), files.keySet()));
        }
        return file;
    }

    /** @return whether files are watched at all ({@code --dev}) */
    private boolean leaveFilesToUs(HostedFlows flows) {
        ResourceReloadStrategy watching = camel.hasService(ResourceReloadStrategy.class);
        if (watching == null) {
            return false;
        }
        ResourceReload byCamel = watching.getResourceReload();
        watching.setResourceReload((name, resource) -> {
            if (!flows.isOurs(resource)) {
                byCamel.onReload(name, resource);
            }
        });
        return true;
    }

    @Override
    protected void doStop() {
        breakOff();
    }

    private void breakOff() {
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        running.interrupt();
        try {
            running.join(END_LIMIT.toMillis());
            if (running.isAlive()) {
                LOG.warn("The job was not broken off within {} s; its session in the browser service stays open until it has been idle for some minutes", END_LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
