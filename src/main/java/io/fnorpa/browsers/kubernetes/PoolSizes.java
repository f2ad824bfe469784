package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.browsers.pool.PoolDecision;
import io.fnorpa.browsers.pool.PoolDemand;
import io.fnorpa.browsers.pool.PoolSettings;
import io.fnorpa.browsers.pool.PoolSizing;
import io.fnorpa.browsers.pool.PoolTarget;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.settings.SettingsChanged;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.component.kubernetes.KubernetesConstants;

/** How many pods are kept warm: the arithmetic of {@link PoolSizing}, put to what the database and the API server tell. */
@ApplicationScoped
@Named("poolSizes")
public class PoolSizes {

    private final PoolWatch watch;
    private final BrowserSettings.Kubernetes settings;
    private final PoolSettings pool;
    private final PlatformConfig config;
    private PoolSizing sizing;
    private final InstanceBreaker breaker;
    private final Clock clock;
    private PoolTarget target;
    private volatile PoolDecision last;

    PoolSizes(PoolWatch watch, PlatformConfig config, InstanceBreaker breaker, Clock clock, MeterRegistry meters) {
        this.watch = watch;
        this.settings = config.browsers().kubernetes();
        this.pool = settings.pool();
        this.config = config;
        this.sizing = PoolSizing.of(config.warmPoolSize(), pool, config.home().toAbsolutePath());
        this.breaker = breaker;
        this.clock = clock;
        Gauge.builder("rpa.browsers.pool.wanted", () -> last == null ? Double.NaN : last.size()).register(meters);
        Gauge.builder("rpa.browsers.pool.warm", () -> count(BrowserPod::isWarm)).register(meters);
        Gauge.builder("rpa.browsers.pool.ready", () -> count(pod -> pod.isWarm() && pod.isReady() && pod.hasPassedProbe())).register(meters);
        Gauge.builder("rpa.browsers.pool.claimed", () -> count(BrowserPod::isClaimed)).register(meters);
    }

    synchronized void changed(@Observes(notifyObserver = Reception.IF_EXISTS) SettingsChanged settings) {
        if (settings.concerns("rpa.browsers.kubernetes.pool.") || settings.concerns("rpa.warm-pool-size")) {
            sizing = PoolSizing.of(config.warmPoolSize(), pool, config.home().toAbsolutePath());
            target = null; // begins anew with the size that the pool has
        }
    }

    private long count(Predicate<BrowserPod> kind) {
        return watch.hasSynced() ? watch.pods().stream().filter(kind).count() : 0;
    }

    /** Sets the header of {@code pool-demand.sql}: aheadSeconds. */
    public void ask(@Headers Map<String, Object> headers) {
        headers.put("aheadSeconds", pool.preWarmAhead().toSeconds());
    }

    /** @param rows of {@code pool-demand.sql}: one */
    public synchronized PoolDecision decide(@Body List<Map<String, Object>> rows) {
        Map<String, Object> row = rows.get(0);
        PoolDemand demand = new PoolDemand(number(row, "DUE_SOON"), number(row, "DUE_NOW") + number(row, "WAITING"), (int) count(BrowserPod::isClaimed));
        if (target == null) {
            target = new PoolTarget(pool.holdDown(), pool.businessHours().zone(), replicas().orElse(0), clock.instant());
        }
        PoolDecision decision = target.decide(sizing.wish(demand, clock.instant()), clock.instant());
        last = atMost(breaker.room(decision.size()), decision);
        return last;
    }

    private static PoolDecision atMost(int room, PoolDecision decision) {
        return room >= decision.size() ? decision : new PoolDecision(room, "browser services fail, so no more are started than find out whether they work again");
    }

    private static int number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).intValue();
    }

    /** Whether the Deployment has another size; not while it is not known. */
    public boolean isChange(@Body PoolDecision decision) {
        return replicas().filter(present -> present != decision.size()).isPresent();
    }

    private Optional<Integer> replicas() {
        return watch.hasSynced() ? watch.deployment().map(Deployment::getSpec).map(spec -> spec.getReplicas() == null ? 1 : spec.getReplicas()) : Optional.empty();
    }

    /** Sets the headers with which the Deployment is scaled. */
    public void scaling(@Body PoolDecision decision, @Headers Map<String, Object> headers) {
        headers.put(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, settings.namespace());
        headers.put(KubernetesConstants.KUBERNETES_DEPLOYMENT_NAME, settings.deployment());
        headers.put(KubernetesConstants.KUBERNETES_DEPLOYMENT_REPLICAS, decision.size());
    }

    /** As last decided here; null in an instance that does not decide. */
    public PoolDecision last() {
        return last;
    }
}
