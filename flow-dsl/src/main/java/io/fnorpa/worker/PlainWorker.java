package io.fnorpa.worker;

import io.fnorpa.token.SigningKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code workerJobs} of {@code routes/worker} in a process that is plain Camel: Camel JBang or Camel Main. It is
 * made by {@code routes/jbang/worker.camel.yaml}. (1) It takes attempts; (2) when the process is told to end (SIGTERM, Ctrl-C) it
 * takes no more, lets those that run end within the limit, and gives their reports away, while Camel waits; (3) Camel ends.
 */
public final class PlainWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PlainWorker.class);
    private static final int MOST_JOBS = 64;
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);
    /** Reports are given away after the last flow has ended. */
    private static final Duration GRACE = Duration.ofSeconds(40);

    private Path keysDir;
    private int maxJobs = 1;
    private Duration drainTimeout = Duration.ofSeconds(60);
    private Worker worker;
    private WorkerJobs jobs;
    private boolean hooked;

    /** @param dir holds {@code public-keys.json} of the orchestrators, and no signing key */
    public void setKeysDir(String dir) {
        keysDir = Path.of(dir);
    }

    /** @param jobs at a time; their browsers are elsewhere */
    public void setMaxJobs(int jobs) {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("rpa.worker.max-jobs is " + jobs + "; it must be 1 to " + MOST_JOBS);
        }
        maxJobs = jobs;
    }

    /** @param limit how long what runs may go on when the process is told to end, such as {@code 60s} */
    public void setDrainTimeout(String limit) {
        Duration parsed = TimeUtils.toDuration(limit);
        if (parsed.isNegative() || parsed.compareTo(LONGEST_DRAIN) > 0) {
            throw new IllegalArgumentException("rpa.worker.drain-timeout is " + limit + "; it must be 0s to 1h");
        }
        drainTimeout = parsed;
    }

    /**
     * Refuses wrong settings. Camel JBang makes the beans of a file twice; nothing is open yet.
     *
     * @throws IllegalStateException the keys are not there, or one among them is nothing for a worker
     */
    public void start() {
        SigningKeys keys = new SigningKeys(keysDir.toAbsolutePath());
        if (!Files.isReadable(keys.publicKeysFile())) {
            throw new IllegalStateException("rpa.keys.dir is " + keysDir + ", and " + keys.publicKeysFile() + " cannot be read. Copy the orchestrator's public-keys.json there");
        }
        if (Files.exists(keys.signingKeyFile())) {
            throw new IllegalStateException("rpa.keys.dir is " + keysDir + ", which holds a signing key: a worker must have none, or it could mint its own tokens."
                    + " Copy the orchestrator's public-keys.json alone to a folder, and name that");
        }
        worker = new Worker(maxJobs);
        jobs = new WorkerJobs(worker, keys.publicKeysFile());
    }

    /** {@link WorkerJobs#take}. */
    public void take(Exchange exchange) {
        jobs.take(exchange);
        if (WorkerJobs.isTaken(exchange)) {
            endInPeace(exchange.getContext());
        }
    }

    /** {@link WorkerJobs#report}. */
    public void report(Exchange exchange) {
        jobs.report(exchange);
    }

    /** {@link WorkerJobs#stop}. */
    public void stop(Exchange exchange) {
        jobs.stop(exchange);
    }

    /** Before the first job there is nothing that an end could cut off. */
    private synchronized void endInPeace(CamelContext camel) {
        if (hooked) {
            return;
        }
        hooked = true;
        LOG.info("The first order is here. This worker runs {} at a time, in the version of the flows that each order names, as the orchestrator sends it",
                maxJobs == 1 ? "one job" : maxJobs + " jobs");
        CountDownLatch drained = new CountDownLatch(1);
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                worker.drain(drainTimeout);
                worker.close();
                drained.countDown();
            }

            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof CamelEvent.CamelContextStoppingEvent;
            }
        });
        // Camel's own hook begins the end, and waits for it less long than a flow may take. The JVM waits for all hooks.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(drained), "worker-drain"));
    }

    private void await(CountDownLatch drained) {
        try {
            drained.await(drainTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
