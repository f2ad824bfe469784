package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.database.TextColumn;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.ticket.WorkOrder;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Body;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Gives attempts to the workers of {@code rpa.worker.endpoint}: the verbs of {@code run-flow-on-worker}. */
@ApplicationScoped
@Named("workerPool")
@Startup
public class WorkerPool {

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final String INSECURE_REQUESTS = "quarkus.http.insecure-requests";
    private static final String TLS_ALONE = "disabled";
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final long PAUSE_MILLIS = 500;

    private final PlatformConfig config;
    private final WorkerConfig settings;
    private final WorkerAddresses addresses;
    private final OwnWorkers own;
    private final WorkerClient client;
    private final RemoteRuns runs;
    private final Clock clock;
    private final Map<URI, String> refusals = new ConcurrentHashMap<>();

    WorkerPool(PlatformConfig config, WorkerConfig settings, OwnWorkers own, WorkerClient client, RemoteRuns runs, Clock clock) {
        this.config = config;
        this.settings = settings;
        this.addresses = new WorkerAddresses(settings.endpoint().orElse(List.of()));
        this.own = own;
        this.client = client;
        this.runs = runs;
        this.clock = clock;
    }

    /** Workers call back; an orchestrator that listens on all addresses must say by which, with a host, and one that speaks TLS alone must say so. */
    @PostConstruct
    void requireAddress() {
        String host = config.orchestrator().host();
        if (isAnyThere() && config.orchestrator().address().isEmpty() && EVERYWHERE.contains(host)) {
            throw new IllegalStateException(own.keys().filter(keys -> addresses.isEmpty()).orElse("rpa.worker.endpoint") + " is set, and rpa.orchestrator.host is " + host + ": set rpa.orchestrator.address to what"
                    + " workers call this instance by, such as http://10.1.2.3:" + config.orchestrator().port());
        }
        Optional<URI> nowhere = config.orchestrator().address().filter(address -> address.getHost() == null);
        if (isAnyThere() && nowhere.isPresent()) {
            throw new IllegalStateException("rpa.orchestrator.address is " + nowhere.get() + ", which names no host: workers would not reach it. It must be like"
                    + " http://10.1.2.3:" + config.orchestrator().port() + ". On Kubernetes $(NAME) is only put in where the variable NAME stands above it");
        }
        Optional<URI> plain = config.orchestrator().address().filter(address -> "http".equals(address.getScheme()));
        if (isAnyThere() && plain.isPresent() && TLS_ALONE.equals(ConfigProvider.getConfig().getOptionalValue(INSECURE_REQUESTS, String.class).orElse(""))) {
            throw new IllegalStateException("rpa.orchestrator.address is " + plain.get() + ", and this instance answers over TLS alone: workers would not reach it. It must be"
                    + " like https://10.1.2.3:8620#NAME, with a name of its certificate");
        }
    }

    private boolean isAnyThere() {
        return !addresses.isEmpty() || own.keys().isPresent();
    }

    /** Whether the attempt's flow runs at a worker. */
    public boolean isThere(@Body RunningAttempt attempt) {
        return !addresses(attempt).isEmpty();
    }

    private WorkerAddresses addresses(RunningAttempt attempt) {
        return own.of(attempt.getSettings()).orElse(addresses);
    }

    /** Until when an attempt waits for a worker: never past its own deadline. */
    public Instant endOfPatience(@Body RunningAttempt attempt) {
        Instant end = clock.instant().plus(settings.patience());
        return end.isBefore(attempt.getDeadline()) ? end : attempt.getDeadline();
    }

    /**
     * Offers the attempt to one worker after the other, the one first that has the fewest of ours.
     *
     * @return why none took it; null if one did
     */
    public String offer(@Body RunningAttempt attempt) throws InterruptedException {
        RemoteRun run = runs.open(attempt);
        List<String> why = new ArrayList<>();
        for (URI worker : inTurn(addresses(attempt))) {
            run.at(worker);
            WorkerClient.Offer offer = client.offer(worker, order(attempt));
            switch (offer.kind()) {
                case TAKEN -> {
                    return null;
                }
                case UNKNOWN -> {
                    LOG.warnf("%s may be at a worker: %s", attempt, offer.why());
                    return null;
                }
                case REFUSED -> warn(worker, offer.why());
                default -> LOG.debugf("%s: %s", attempt, offer.why());
            }
            why.add(offer.why());
            run.at(null);
        }
        return TextColumn.REASON.fit("no worker: " + (why.isEmpty() ? "no address is known for " + addresses(attempt) : String.join(", ", why)));
    }

    /** Once, not each half second. */
    private void warn(URI worker, String why) {
        if (!why.equals(refusals.put(worker, why))) {
            LOG.warn(why);
        }
    }

    private List<URI> inTurn(WorkerAddresses of) {
        record Load(URI worker, long ours, int draw) {}
        return of.now().stream().map(worker -> new Load(worker, runs.at(worker), ThreadLocalRandom.current().nextInt()))
                .sorted(Comparator.comparingLong(Load::ours).thenComparingInt(Load::draw)).map(Load::worker).toList();
    }

    private WorkOrder order(RunningAttempt attempt) {
        return new WorkOrder(attempt.getJob(), attempt.getTicket(), attempt.isLookup(), config.browsers().commandTimeout(),
                config.lease().heartbeat(), config.lease().duration());
    }

    /** @throws NoWorkerException patience is at its end */
    public void pause(RunningAttempt attempt, String noWorker, Instant endOfPatience) throws InterruptedException {
        if (!clock.instant().isBefore(endOfPatience)) {
            throw new NoWorkerException(noWorker, own.pause(attempt.getSettings()));
        }
        Thread.sleep(PAUSE_MILLIS);
    }

    /** The event that tells where the flow runs. */
    public JobEvent given(@Body RunningAttempt attempt) {
        URI worker = runs.find(attempt.getId()).map(RemoteRun::worker).orElse(null);
        return JobEvent.of(attempt, "worker", null, "the flow runs at worker " + worker);
    }
}
