package io.fnorpa.browsers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.it.ClusterPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Claims of pods on a real cluster, through the platform's own classes. The pods do nothing, so that many fit a small machine. */
@Tag("kubernetes")
class PoolClaimsIT {

    private static final String IDLE_IMAGE = System.getProperty("tests.pause-image", "localhost/rpa-pause:1");
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    private final ClusterPool pool = new ClusterPool();

    @AfterEach
    void close() {
        pool.close();
    }

    /** A pod that is ready as soon as it runs, and counts as probed. */
    private static Deployment idle(Deployment deployment, int replicas) {
        return new DeploymentBuilder(deployment).editSpec().withReplicas(replicas).editTemplate()
                .editMetadata().addToLabels(PodMarks.PROBE, PodMarks.PASSED).endMetadata()
                .editSpec().withTerminationGracePeriodSeconds(1L).withVolumes(List.of()).editFirstContainer().withImage(IDLE_IMAGE).withReadinessProbe(null).withLivenessProbe(null)
                .withVolumeMounts(List.of()).editSecurityContext().withRunAsUser(1000L).endSecurityContext()
                .editResources().addToRequests(Map.of("cpu", new Quantity("5m"), "memory", new Quantity("8Mi"))).endResources()
                .endContainer().endSpec().endTemplate().endSpec().build();
    }

    private void awaitReady(OneClaimer claimer, int pods) {
        Awaitility.await().atMost(A_WHILE).untilAsserted(() -> assertThat(claimer.watch.pods())
                .as("of the template %s", claimer.watch.currentTemplate()).filteredOn(pod -> pod.isWarm() && pod.isReady()
                        && claimer.watch.currentTemplate().filter(pod::isFrom).isPresent()).hasSizeGreaterThanOrEqualTo(pods));
    }

    @Test
    void fiftyClaimsOfTwoOrchestratorsRaceForTenPodsAndNoneIsClaimedTwice() throws Exception {
        pool.deploy(deployment -> idle(deployment, 10));
        ExecutorService jobs = Executors.newFixedThreadPool(50);
        try (OneClaimer one = new OneClaimer("one", pool); OneClaimer two = new OneClaimer("two", pool)) {
            awaitReady(one, 10);
            awaitReady(two, 10);
            List<Future<String>> claims = new ArrayList<>();
            for (long job : LongStream.rangeClosed(1, 50).toArray()) {
                claims.add(jobs.submit(() -> (job % 2 == 0 ? one : two).acquire(job)));
            }
            List<String> pods = new ArrayList<>();
            for (Future<String> claim : claims) {
                pods.add(claim.get());
            }
            assertThat(pods).hasSize(50).doesNotHaveDuplicates();
            assertThat(pool.pods("claimed")).hasSize(50).allSatisfy(pod -> {
                assertThat(pod.getSpec().getActiveDeadlineSeconds()).isBetween(500L, 700L);
                assertThat(pod.getMetadata().getOwnerReferences()).singleElement()
                        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Deployment"));
                assertThat(pod.getMetadata().getAnnotations()).containsEntry(PodMarks.SAFE_TO_EVICT, "false");
            });
        } finally {
            jobs.shutdownNow();
        }
    }

    @Test
    void aClaimedPodIsReplacedAndRunsOn() throws Exception {
        pool.deploy(deployment -> idle(deployment, 1));
        try (OneClaimer claimer = new OneClaimer("one", pool)) {
            awaitReady(claimer, 1);
            String claimed = claimer.acquire(1);
            awaitReady(claimer, 1);
            assertThat(pool.pods("warm")).singleElement().satisfies(pod -> assertThat(pod.getMetadata().getName()).isNotEqualTo(claimed));
            assertThat(pool.pods("claimed")).singleElement().satisfies(pod -> {
                assertThat(pod.getMetadata().getName()).isEqualTo(claimed);
                assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
            });
        }
    }

    @Test
    void whoSawAPodAsItWasBeforeGetsNothing() {
        pool.deploy(deployment -> idle(deployment, 1));
        try (OneClaimer claimer = new OneClaimer("one", pool)) {
            awaitReady(claimer, 1);
            BrowserPod seen = claimer.watch.pods().get(0);
            Deployment owner = claimer.watch.deployment().orElseThrow();
            assertThat(claimer.claims.claim(seen, owner, OneClaimer.attempt(1).getId(), "one", OneClaimer.attempt(1).getDeadline())).isPresent();
            assertThat(claimer.claims.claim(seen, owner, OneClaimer.attempt(2).getId(), "two", OneClaimer.attempt(2).getDeadline())).isEmpty();
            assertThat(pool.pods("claimed")).singleElement()
                    .satisfies(pod -> assertThat(pod.getMetadata().getLabels()).containsEntry(PodMarks.JOB, "1"));
        }
    }

    /** The rollout is held up by an image that is not there, so that the pods of before stay. */
    @Test
    void aPodOfAnOlderTemplateIsNotClaimed() {
        pool.deploy(deployment -> idle(deployment, 1));
        try (OneClaimer claimer = new OneClaimer("one", pool)) {
            awaitReady(claimer, 1);
            pool.client.apps().deployments().inNamespace(pool.namespace).withName(ClusterPool.DEPLOYMENT).edit(deployment ->
                    new DeploymentBuilder(deployment).editSpec().editTemplate().editSpec().editFirstContainer()
                            .withImage("localhost/fno-rpa/not-there:1").withImagePullPolicy("Never").endContainer().endSpec().endTemplate().endSpec().build());
            Awaitility.await().atMost(A_WHILE).until(() -> new PoolObstacle(claimer.watch, claimer.config).now().isPresent());

            Pod old = pool.pods("warm").stream().filter(pod -> new BrowserPod(pod).isReady()).findFirst().orElseThrow();
            assertThat(claimer.watch.pod(old.getMetadata().getName())).get().satisfies(pod -> assertThat(pod.isReady()).isTrue());
            RunningAttempt attempt = OneClaimer.attempt(1);
            claimer.browsers.join(attempt);
            claimer.browsers.claim(attempt);
            assertThat(attempt.getBrowserInstance()).isNull();
            assertThat(claimer.browsers.reason(attempt)).contains("not-there");
            assertThat(claimer.browsers.room(4)).as("nothing is taken on meanwhile").isZero();
        }
    }

    @Test
    void anImageThatIsNotThereIsTheReason() {
        pool.deploy(deployment -> changed(idle(deployment, 1), container -> container.withImage("localhost/fno-rpa/not-there:1").withImagePullPolicy("Never")));
        theReasonIs("localhost/fno-rpa/not-there:1");
    }

    @Test
    void aPodThatFitsNoNodeIsTheReason() {
        pool.deploy(deployment -> changed(idle(deployment, 1), container -> container.editResources()
                .addToRequests("cpu", new Quantity("900")).addToLimits("cpu", new Quantity("900")).endResources()));
        theReasonIs("Insufficient cpu");
    }

    @Test
    void aNamespaceThatRefusesThePodIsTheReason() {
        pool.deploy(deployment -> changed(idle(deployment, 1), container -> container.editSecurityContext()
                .withAllowPrivilegeEscalation(true).endSecurityContext()));
        theReasonIs("violates PodSecurity");
    }

    private static Deployment changed(Deployment deployment, UnaryOperator<ContainerBuilder> change) {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        pod.setContainers(List.of(change.apply(new ContainerBuilder(pod.getContainers().get(0))).build()));
        return deployment;
    }

    private void theReasonIs(String words) {
        try (OneClaimer claimer = new OneClaimer("one", pool)) {
            RunningAttempt attempt = OneClaimer.attempt(1);
            claimer.browsers.join(attempt);
            Awaitility.await().atMost(A_WHILE).untilAsserted(() -> assertThat(claimer.browsers.reason(attempt)).contains(words));
            claimer.browsers.claim(attempt);
            assertThat(attempt.getBrowserInstance()).isNull();
            assertThat(claimer.browsers.room(4)).as("nothing is taken on meanwhile").isZero();
        }
    }

    @Test
    void jobsGetTheirPodsInTheOrderInWhichTheyCame() throws Exception {
        pool.deploy(deployment -> idle(deployment, 0));
        try (OneClaimer claimer = new OneClaimer("one", pool)) {
            List<Long> order = Collections.synchronizedList(new ArrayList<>());
            ExecutorService jobs = Executors.newCachedThreadPool();
            List<Future<?>> waiting = new ArrayList<>();
            for (long job = 1; job <= 4; job++) {
                long mine = job;
                RunningAttempt attempt = OneClaimer.attempt(mine);
                claimer.browsers.join(attempt);
                waiting.add(jobs.submit(() -> {
                    claimer.acquire(mine);
                    order.add(mine);
                    return null;
                }));
            }
            pool.client.apps().deployments().inNamespace(pool.namespace).withName(ClusterPool.DEPLOYMENT).scale(1);
            for (Future<?> one : waiting) {
                one.get();
            }
            jobs.shutdown();
            assertThat(order).containsExactly(1L, 2L, 3L, 4L);
        }
    }
}
