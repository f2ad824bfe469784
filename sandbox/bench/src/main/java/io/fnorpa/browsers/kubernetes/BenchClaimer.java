package io.fnorpa.browsers.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one orchestrator claims pods with, put together by hand and used from outside of its package. */
public final class BenchClaimer implements AutoCloseable {

    private static final FnoSettings FNO = FnoSettings.parse("fno.yaml", """
            fno: octotel
            name: Octotel
            base-url: https://hub.octotel.example
            job-types: {validation: {}}
            """);

    private final PoolWatch watch;
    private final PodClaims claims;
    private final PodBrowsers browsers;

    public BenchClaimer(KubernetesClient client, String namespace) {
        PlatformConfig config = config(namespace);
        watch = new PoolWatch(client, config);
        claims = new PodClaims(client, config, Clock.systemUTC(), new ObjectMapper());
        browsers = new PodBrowsers(watch, claims, new PodLine(), new PodEnd(client, config, null), new PoolObstacle(watch, config),
                new PoolNews(null), config, new InstanceName(config), Clock.systemUTC());
        watch.start();
        browsers.begin();
    }

    private static PlatformConfig config(String namespace) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("rpa.instance", "bench", "rpa.browsers.mode", "kubernetes",
                "rpa.browsers.kubernetes.namespace", namespace, "rpa.database.url", "jdbc:h2:mem:none", "rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets"));
        return new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).addDiscoveredConverters().withDefaultValues(settings)
                .build().getConfigMapping(PlatformConfig.class);
    }

    private static RunningAttempt attempt(long job) {
        return new RunningAttempt(new Job(AttemptId.of(job, 1), null, "octotel", "validation", Map.of()), new Lease("bench", "token"), FNO, "v1", 3,
                Instant.now().plusSeconds(600), BrowserBreaker.disabled().use());
    }

    /** As the route {@code acquire-browser} does where a warm pod is there; answers its name, throws if none was. */
    public String acquire(long job) {
        RunningAttempt attempt = attempt(job);
        browsers.join(attempt);
        try {
            browsers.claim(attempt);
        } finally {
            browsers.leave(attempt);
        }
        if (attempt.getBrowserInstance() == null) {
            throw new IllegalStateException("No warm pod was there to be claimed");
        }
        return attempt.getBrowserInstance();
    }

    /** The guarded patch alone, of the oldest warm pod that the watch tells of; throws if it did not get it. */
    public String claimSeen(long job) {
        RunningAttempt attempt = attempt(job);
        Deployment owner = watch.deployment().orElseThrow();
        BrowserPod oldest = warm().stream().min(Comparator.comparing(BrowserPod::createdAt)).orElseThrow();
        return claims.claim(oldest, owner, attempt.getId(), "bench", attempt.getDeadline())
                .orElseThrow(() -> new IllegalStateException(oldest + " was not claimed")).name();
    }

    /** Whether the watch still tells of it as warm: events come a moment after a claim. */
    public boolean seemsWarm(String pod) {
        return warm().stream().anyMatch(warm -> warm.name().equals(pod));
    }

    /** How many could be claimed now, as the watch tells. */
    public int warmCount() {
        return warm().size();
    }

    private List<BrowserPod> warm() {
        return watch.currentTemplate().map(template -> watch.pods().stream()
                .filter(pod -> pod.isWarm() && pod.isReady() && pod.isFrom(template) && pod.hasPassedProbe()).toList()).orElse(List.of());
    }

    @Override
    public void close() {
        watch.close();
    }
}
