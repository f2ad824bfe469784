package io.fnorpa.browsers.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.it.ClusterPool;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** What one orchestrator claims with, put together by hand, with a client of its own. */
final class OneClaimer implements AutoCloseable {

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    final PlatformConfig config;
    final PoolWatch watch;
    final PodClaims claims;
    final PodBrowsers browsers;

    OneClaimer(String instance, ClusterPool pool) {
        config = config(instance, pool.namespace);
        watch = new PoolWatch(client, config);
        claims = new PodClaims(client, config, Clock.systemUTC(), new ObjectMapper());
        browsers = new PodBrowsers(watch, claims, new PodLine(), new PodEnd(client, config, null), new PoolObstacle(watch, config),
                new PoolNews(null), config, new InstanceName(config), Clock.systemUTC());
        watch.start();
        browsers.begin();
        Awaitility.await().until(watch::hasSynced);
    }

    private static PlatformConfig config(String instance, String namespace) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("rpa.instance", instance, "rpa.browsers.mode", "kubernetes",
                "rpa.browsers.kubernetes.namespace", namespace, "rpa.database.url", "jdbc:h2:mem:none", "rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets"));
        return new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).addDiscoveredConverters().withDefaultValues(settings)
                .build().getConfigMapping(PlatformConfig.class);
    }

    static RunningAttempt attempt(long job) {
        FnoSettings settings = FnoSettings.parse("fno.yaml", """
                fno: octotel
                name: Octotel
                base-url: https://hub.octotel.example
                job-types: {validation: {}}
                """);
        return new RunningAttempt(new Job(AttemptId.of(job, 1), null, "octotel", "validation", Map.of()),
                new Lease("test", "token"), settings, "v1", 3, Instant.now().plusSeconds(600), BrowserBreaker.disabled().use());
    }

    /** As the route {@code acquire-browser} does. */
    String acquire(long job) throws InterruptedException {
        RunningAttempt attempt = attempt(job);
        Instant bound = Instant.now().plusSeconds(120);
        browsers.join(attempt);
        try {
            browsers.claim(attempt);
            while (attempt.getBrowserInstance() == null) {
                browsers.pause(attempt, bound);
                browsers.claim(attempt);
            }
            return attempt.getBrowserInstance();
        } finally {
            browsers.leave(attempt);
        }
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }
}
