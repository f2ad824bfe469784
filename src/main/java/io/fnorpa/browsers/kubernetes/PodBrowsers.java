package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fnorpa.attempt.BrowserHold;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.browser.client.Readiness;
import io.fnorpa.browsers.BrowserNotReadyException;
import io.fnorpa.browsers.BrowserSupply;
import io.fnorpa.browsers.NoBrowserException;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.database.TextColumn;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jboss.logging.Logger;

/** Browser services as pods: the verbs of {@code routes/orchestrator/browsers-kubernetes}. Each serves one job and is deleted after it. */
@ApplicationScoped
@Named("podBrowsers")
@Identifier("kubernetes")
public class PodBrowsers implements BrowserSupply {

    private static final Logger LOG = Logger.getLogger(PodBrowsers.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final PoolWatch watch;
    private final PodClaims claims;
    private final PodLine line;
    private final PodEnd ends;
    private final PoolObstacle obstacle;
    private final PoolNews news;
    private final BrowserSettings settings;
    private final InstanceName self;
    private final Clock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    PodBrowsers(PoolWatch watch, PodClaims claims, PodLine line, PodEnd ends, PoolObstacle obstacle, PoolNews news,
            PlatformConfig config, InstanceName self, Clock clock) {
        this.watch = watch;
        this.claims = claims;
        this.line = line;
        this.ends = ends;
        this.obstacle = obstacle;
        this.news = news;
        this.settings = config.browsers();
        this.self = self;
        this.clock = clock;
    }

    private record Held(RunningAttempt attempt, BrowserPod pod) {}

    @PostConstruct
    void begin() {
        watch.listen(this::changed, this::gone);
    }

    /** The attempt joins the line of those that wait for a pod. */
    public void join(@Body RunningAttempt attempt) {
        line.join(attempt.getId());
    }

    /** It has its pod, or waits no longer. */
    public void leave(@Body RunningAttempt attempt) {
        line.leave(attempt.getId());
    }

    /**
     * Claims a pod if it is the attempt's turn and one is ready. The first in the line look at the first of the ready pods, so
     * that those of one instance do not run into each other; those of several do, and the guard decides. The attempt has its browser
     * then, or has none still.
     */
    public void claim(@Body RunningAttempt attempt) {
        if (attempt.isFenced() || attempt.getCancelledBy() != null || attempt.isInterrupted()) {
            throw new BrowserNotReadyException("The attempt ended while it waited for a browser");
        }
        line.look(attempt.getId());
        Optional<BrowserPod> already = claimedBefore(attempt);
        if (already.isPresent()) {
            hold(attempt, already.get());
            return;
        }
        Optional<Deployment> owner = watch.deployment();
        List<BrowserPod> ready = ready();
        int place = line.before(attempt.getId());
        for (int next = place; owner.isPresent() && next < ready.size(); next++) {
            Optional<BrowserPod> claimed = claims.claim(ready.get(next), owner.get(), attempt.getId(), self.name(), attempt.getDeadline());
            if (claimed.isPresent()) {
                hold(attempt, claimed.get());
                return;
            }
        }
    }

    /** By a claim to which no answer came. */
    private Optional<BrowserPod> claimedBefore(RunningAttempt attempt) {
        return watch.pods().stream().filter(pod -> pod.isClaimed() && pod.isReady() && pod.job().filter(job -> job == attempt.getJobId()).isPresent()
                && pod.attempt().filter(number -> number == attempt.getNumber()).isPresent()).findFirst();
    }

    private void hold(RunningAttempt attempt, BrowserPod pod) {
        held.put(pod.name(), new Held(attempt, pod));
        attempt.setBrowser(new BrowserHold(pod.address(settings.kubernetes()).orElse(null), pod.name(), 0));
        LOG.debugf("%s holds %s", attempt, pod);
    }

    /** Those that may be claimed: warm, ready, from the present template, probed, and not ours already by what the watch does not tell yet. */
    private List<BrowserPod> ready() {
        return watch.currentTemplate().map(template -> watch.pods().stream()
                .filter(pod -> pod.isWarm() && pod.isReady() && pod.isFrom(template) && pod.hasPassedProbe() && !held.containsKey(pod.name()))
                .sorted(Comparator.comparing(BrowserPod::createdAt).thenComparing(BrowserPod::name)).toList()).orElse(List.of());
    }

    /** What the attempt waits for, in words. */
    public String reason(@Body RunningAttempt attempt) {
        int before = line.before(attempt.getId());
        String place = before == 0 ? "" : "; " + before + " jobs of this instance wait before it";
        return TextColumn.REASON.fit("waiting for a browser" + obstacle.now().map(why -> ": " + why).orElse(": a pod is being started") + place);
    }

    /** Until something changes, at most a second; the end of patience throws. */
    public void pause(@Body RunningAttempt attempt, @ExchangeProperty("browserDeadline") Instant deadline) throws InterruptedException {
        if (clock.instant().isAfter(deadline)) {
            giveUp(attempt);
        }
        line.await(attempt.getId(), LONGEST_PAUSE);
    }

    /**
     * The pod said that it is ready; does its browser service say so too? One that starts a Firefox is waited for. One that was deleted in
     * the moment of the claim, as the pool was made smaller, was never had: the attempt goes back to the queue unspent.
     *
     * @return whether it is not ready yet
     */
    public boolean isNotReady(@Body RunningAttempt attempt, @ExchangeProperty("browserDeadline") Instant deadline) {
        Readiness readiness = BrowserClient.ready(attempt.getBrowser().address());
        if (readiness.status() == Readiness.Status.INITIALIZING && clock.instant().isBefore(deadline)) {
            return true;
        }
        if (readiness.isReady()) {
            return false;
        }
        if (ends.isEnding(attempt.getBrowserInstance())) {
            throw new NoBrowserException("browser pod " + attempt.getBrowserInstance() + " was being deleted when it was claimed");
        }
        BrowserNotReadyException failure = new BrowserNotReadyException("Browser pod " + attempt.getBrowserInstance() + " was claimed and is "
                + readiness.status() + (readiness.detail() == null ? "" : ": " + readiness.detail()) + ". Look at its log");
        attempt.getBrowserUse().failed(FailureKind.NOT_READY, failure);
        throw failure;
    }

    @Override
    public void giveUp(@Body RunningAttempt attempt) {
        throw new NoBrowserException("no browser was ready within " + settings.readyTimeout().toSeconds() + " s (rpa.browsers.ready-timeout): "
                + obstacle.now().orElse("the pool is being scaled up, or its pods are slow to start"));
    }

    /** Its pod was asked to go. Unless its session is closed for certain, its end is waited for. */
    public void released(@Body RunningAttempt attempt) {
        String pod = attempt.getBrowserInstance();
        if (!attempt.isSessionClosed() && !ends.end(pod)) {
            throw new IllegalStateException("Browser pod " + pod + " of " + attempt + " was deleted and lives on");
        }
        held.remove(pod);
    }

    @Override
    public boolean stop(RunningAttempt attempt) {
        String pod = attempt.getBrowserInstance();
        line.leave(attempt.getId());
        if (pod == null) {
            return true;
        }
        held.remove(pod); // what becomes of it from now on is our doing
        return ends.end(pod);
    }

    @Override
    public int room(int wanted) {
        return ready().isEmpty() && obstacle().isPresent() ? 0 : wanted;
    }

    @Override
    public Optional<String> obstacle() {
        return obstacle.now();
    }

    @Override
    public boolean endLost(Map<String, Object> row) {
        return ends.endLost(row);
    }

    @Override
    public String whyNotEnded(Map<String, Object> row) {
        return ends.whyNot(row);
    }

    /** One that was told to end goes on until its session is closed. */
    private void changed(BrowserPod pod) {
        Held holder = held.get(pod.name());
        if (holder != null) {
            if (pod.isOver()) {
                lose(pod, pod.end().orElse("it has ended"));
            } else if (pod.restarts() > holder.pod().restarts()) {
                lose(pod, "its container ended and was started anew");
            }
        }
        news.changed(pod);
        line.wake();
    }

    private void gone(BrowserPod pod) {
        if (held.containsKey(pod.name())) {
            lose(pod, "it was deleted");
        }
        line.wake();
    }

    /** Seen at once: the flow's call under way fails now, not when its connection times out. */
    private void lose(BrowserPod pod, String why) {
        Held holder = held.remove(pod.name());
        if (holder != null) {
            LOG.warnf("%s of %s is lost: %s", pod, holder.attempt(), why);
            holder.attempt().getBrowserUse().lost("Browser pod " + pod.name() + " is lost: " + why);
        }
    }
}
