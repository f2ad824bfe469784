package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Whether this instance is the one that sizes the pool, probes its pods and sweeps: it holds a Lease. The others only claim. All
 * that the one does may be done twice without harm, when an old holder has not noticed yet that it is not any more.
 */
@ApplicationScoped
@Named("poolLeader")
public class PoolLeader {

    private static final Logger LOG = Logger.getLogger(PoolLeader.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration TRY_EVERY = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final BrowserSettings.Kubernetes settings;
    private final InstanceName self;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pool-leader");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<?> election;
    private volatile boolean leading;
    private volatile boolean closed;

    PoolLeader(KubernetesClient client, PlatformConfig config, InstanceName self) {
        this.client = client;
        this.settings = config.browsers().kubernetes();
        this.self = self;
    }

    public boolean isLeading() {
        begin();
        return leading;
    }

    private synchronized void begin() {
        if (election == null && !closed) {
            election = elect();
        }
    }

    /** An election that ended, since the Lease was lost or the API did not answer, is held anew. */
    private CompletableFuture<?> elect() {
        String namespace = settings.leaseNamespace().orElse(settings.namespace());
        CompletableFuture<?> running = client.leaderElector().withConfig(new LeaderElectionConfigBuilder()
                .withName("browser pool")
                .withLock(new LeaseLock(namespace, settings.lease(), self.name()))
                .withLeaseDuration(LEASE).withRenewDeadline(RENEW_WITHIN).withRetryPeriod(TRY_EVERY)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(() -> lead(true), () -> lead(false), holder -> LOG.debugf("%s looks after the browser pool", holder)))
                .build()).build().start();
        running.whenComplete((nothing, failure) -> {
            lead(false);
            if (!closed) {
                executor.schedule(this::again, TRY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        return running;
    }

    private synchronized void again() {
        if (!closed) {
            election = elect();
        }
    }

    private void lead(boolean now) {
        if (leading != now) {
            LOG.infof(now ? "This instance looks after the browser pool (it holds Lease %s)" : "This instance does not look after the browser pool any more (Lease %s)",
                    settings.lease());
        }
        leading = now;
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        if (election != null) {
            election.cancel(true);
        }
        executor.shutdownNow();
    }
}
