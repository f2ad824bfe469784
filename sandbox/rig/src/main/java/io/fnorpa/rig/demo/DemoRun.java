package io.fnorpa.rig.demo;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.PortalControl;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One demo from start to end, in a thread of its own, which is interrupted to end it early:
 * <ol>
 * <li>take the folder, start the servers;
 * <li>submit the jobs, show them until all are finished;
 * <li>summary, report, where to look;
 * <li>stay up until told to end (not with {@code --once});
 * <li>end the servers, give the folder back.
 * </ol>
 */
final class DemoRun extends Thread {

    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int INTERRUPTED = 130;
    /** The first two jobs are claimed within the poll interval; the others come in after this long at the latest. */
    private static final Duration CLAIM_LIMIT = Duration.ofSeconds(10);
    /** Eight jobs take two or three minutes; after this long something hangs. */
    private static final Duration JOBS_LIMIT = Duration.ofMinutes(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final DateTimeFormatter RUN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Clock clock = Clock.systemUTC();
    private final Checkout checkout;
    private final DemoOptions options;
    private final Screen screen;
    private volatile int exitCode = INTERRUPTED;
    /** The folder is ours; from now on the landscape ends what was started. */
    private boolean isTaken;
    /** What fails after that fails because it was broken off. */
    private volatile boolean toldToEnd;

    DemoRun(Checkout checkout, DemoOptions options, Screen screen) {
        super("demo");
        this.checkout = checkout;
        this.options = options;
        this.screen = screen;
    }

    /** 0 only if all jobs succeeded; 130 if it was broken off before that was known. */
    int exitCode() {
        return exitCode;
    }

    /** For Ctrl-C and the like: ends the run in good order, and the process with its exit code. */
    void endNow() {
        toldToEnd = true;
        interrupt();
        try {
            join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void run() {
        try (DemoFolder folder = DemoFolder.take(options.data())) {
            runIn(folder);
        } catch (InterruptedException toldToEnd) {
            // The exit code is what it was.
        } catch (RuntimeException | IOException e) {
            fail(e);
            options.cluster().flatMap(DemoCluster::own).filter(own -> !isTaken)
                    .ifPresent(own -> System.err.println("The cluster that was started for this is up still: bin/cluster down --data " + own));
        }
    }

    private void fail(Exception why) {
        if (toldToEnd) {
            return;
        }
        exitCode = FAILURE;
        System.out.flush();
        System.err.println("bin/demo: " + (why.getMessage() == null ? why.toString() : why.getMessage()));
    }

    private void runIn(DemoFolder folder) throws InterruptedException, IOException {
        isTaken = true;
        options.report().ifPresent(Report::removeOld);
        try (Landscape landscape = start(folder)) {
            Secret token = landscape.operatorToken();
            folder.token().write("operator", token.reveal());
            JobApi api = new JobApi(landscape.orchestrator(), token);
            boolean allSucceeded = runJobs(landscape, api);
            exitCode = allSucceeded ? SUCCESS : FAILURE;
            screen.say("");
            if (options.once()) {
                screen.say("What stays:");
                landscape.whatStays().forEach(screen::say);
            } else {
                List<String> forAuthors = landscape.forAuthors(); // starts a browser service, which tells when it is ready
                screen.say("Where to look:");
                landscape.whereToLook().forEach(screen::say);
                forAuthors.forEach(screen::say);
                stayUp();
            }
            screen.say("");
        }
    }

    private Landscape start(DemoFolder folder) throws InterruptedException {
        if (options.cluster().isPresent()) {
            return KubernetesLandscape.start(checkout, folder, screen, options.cluster().get());
        }
        screen.say("Starting the servers; data and logs are in " + options.data());
        return LocalLandscape.start(checkout, folder, screen);
    }

    private void stayUp() throws InterruptedException {
        screen.say("");
        screen.say("All of it stays up. Ctrl-C ends it.");
        new CountDownLatch(1).await();
    }

    private boolean runJobs(Landscape landscape, JobApi api) throws InterruptedException, IOException {
        takeUpWhatIsLeft(api, landscape.portals());
        screen.say("");
        screen.say("Submitting eight jobs: four through the job API, four as rows in the job table.");
        Instant begin = clock.instant();
        Map<DemoJob, Long> ids = submit(landscape, api);
        Progress progress = new Progress(screen, begin);
        Map<DemoJob, JobView> jobs = new LinkedHashMap<>();
        try {
            watch(ids, jobs, landscape, api, progress, begin);
        } finally {
            // Also of jobs that were broken off.
            options.report().ifPresent(file -> Report.write(file, jobs.values(), clock.instant()));
        }
        screen.say("");
        screen.say("What came of them:");
        Summary.of(jobs, progress, clock.instant(), screen.columns()).forEach(screen::say);
        options.report().ifPresent(file -> screen.say("The same as JSON: " + file));
        return jobs.values().stream().allMatch(JobView::succeeded);
    }

    /** Jobs of a demo that was broken off are run too; the portals, which forget with each start, learn their services again. */
    private void takeUpWhatIsLeft(JobApi api, PortalControl portals) throws InterruptedException, IOException {
        List<JobView> left = new ArrayList<>();
        for (String state : List.of("PENDING", "CLAIMED", "RUNNING")) {
            left.addAll(api.inState(state));
        }
        left.forEach(job -> job.service().ifPresent(service -> portals.ensureService(job.provider(), service)));
        if (!left.isEmpty()) {
            screen.say("  " + left.size() + " jobs of an earlier demo were not finished; they are run too, and may go first.");
        }
    }

    private Map<DemoJob, Long> submit(Landscape landscape, JobApi api) throws InterruptedException, IOException {
        LocalDateTime now = LocalDateTime.now(clock);
        String run = now.format(RUN_NAME);
        JobTable table = landscape.jobTable();
        Map<DemoJob, Long> ids = new LinkedHashMap<>();
        for (DemoJob job : DemoJob.all(now)) {
            landscape.portals().ensureService(job.provider(), job.service());
            String reference = job.externalRef(run);
            ids.put(job, job.way() == DemoJob.Way.API ? api.submit(job, reference) : table.insert(job, reference));
            if (ids.size() == DemoJob.SIDE_BY_SIDE) {
                awaitClaims(ids, api);
            }
        }
        return ids;
    }

    /** The others come in once the first are claimed, which then run side by side; other lanes would go first otherwise. */
    private void awaitClaims(Map<DemoJob, Long> ids, JobApi api) throws InterruptedException, IOException {
        Instant bound = clock.instant().plus(CLAIM_LIMIT);
        for (long id : ids.values()) {
            while (api.job(id).state().equals("PENDING") && clock.instant().isBefore(bound)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            }
        }
    }

    /** @param jobs gets how they are, time and again */
    private void watch(Map<DemoJob, Long> ids, Map<DemoJob, JobView> jobs, Landscape landscape, JobApi api, Progress progress, Instant begin)
            throws InterruptedException, IOException {
        while (true) {
            jobs.putAll(look(ids, landscape, api));
            progress.show(jobs, clock.instant());
            if (jobs.values().stream().allMatch(JobView::isFinished)) {
                return;
            }
            if (begin.plus(JOBS_LIMIT).isBefore(clock.instant())) {
                screen.say("The jobs are not done after " + JOBS_LIMIT.toMinutes() + " minutes. The orchestrator's log may say why: "
                        + landscape.log());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static Map<DemoJob, JobView> look(Map<DemoJob, Long> ids, Landscape landscape, JobApi api) throws InterruptedException, IOException {
        Map<DemoJob, JobView> jobs = new LinkedHashMap<>();
        for (Map.Entry<DemoJob, Long> job : ids.entrySet()) {
            try {
                jobs.put(job.getKey(), api.job(job.getValue()));
            } catch (IOException e) {
                throw landscape.fallen().map(IOException::new).orElse(e);
            }
        }
        return jobs;
    }
}
