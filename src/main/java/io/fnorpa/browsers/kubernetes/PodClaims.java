package io.fnorpa.browsers.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fnorpa.browsers.BrowserNotReadyException;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.job.AttemptId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Claims a pod by one guarded patch: its label leads it away from the ReplicaSet, which starts another in its place, it gets
 * the job's number and the Deployment as its owner, and a deadline that the kubelet keeps though every orchestrator is gone.
 * The guard is the version that was seen: who comes second gets a Conflict. The API server is the only memory.
 */
@ApplicationScoped
public class PodClaims {

    private static final Logger LOG = Logger.getLogger(PodClaims.class);

    /** The browser service ends its session at the deadline itself; the kubelet comes so much later. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(30);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final BrowserSettings.Kubernetes settings;
    private final Clock clock;
    private final ObjectMapper json;

    PodClaims(KubernetesClient client, PlatformConfig config, Clock clock, ObjectMapper json) {
        this.client = client;
        this.settings = config.browsers().kubernetes();
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param by       the instance that claims, for people who look
     * @param deadline of the job
     * @return empty if the pod has changed since it was seen, is being deleted, or is gone; also if the API gave no answer: then the pod may be claimed
     *     all the same, and the watch will tell of it
     * @throws BrowserNotReadyException the API refused it for another reason
     */
    Optional<BrowserPod> claim(BrowserPod pod, Deployment owner, AttemptId attempt, String by, Instant deadline) {
        ObjectNode patch = json.createObjectNode();
        ObjectNode metadata = patch.putObject("metadata").put("resourceVersion", pod.resourceVersion());
        metadata.putObject("labels").put(PodMarks.POOL, PodMarks.CLAIMED)
                .put(PodMarks.JOB, attempt.job().toString()).put(PodMarks.ATTEMPT, String.valueOf(attempt.number()));
        metadata.putObject("annotations").put(PodMarks.CLAIMED_BY, by).put(PodMarks.CLAIMED_AT, clock.instant().toString())
                .put(PodMarks.SAFE_TO_EVICT, "false");
        metadata.putArray("ownerReferences").addObject().put("apiVersion", "apps/v1").put("kind", "Deployment")
                .put("name", owner.getMetadata().getName()).put("uid", owner.getMetadata().getUid());
        patch.putObject("spec").put("activeDeadlineSeconds",
                Math.max(1, Duration.between(pod.startedAt(), deadline.plus(AFTER_DEADLINE)).toSeconds()));
        return patched(pod, patch, "claimed").filter(claimed -> !claimed.isEnding());
    }

    /** Says that a session could be opened in it; empty if it was claimed or has changed meanwhile. */
    Optional<BrowserPod> passed(BrowserPod pod) {
        ObjectNode patch = json.createObjectNode();
        patch.putObject("metadata").put("resourceVersion", pod.resourceVersion())
                .putObject("labels").put(PodMarks.PROBE, PodMarks.PASSED);
        return patched(pod, patch, "marked");
    }

    private Optional<BrowserPod> patched(BrowserPod pod, ObjectNode patch, String what) {
        try {
            Pod patched = client.pods().inNamespace(settings.namespace()).withName(pod.name()).patch(MERGE, patch.toString());
            return Optional.ofNullable(patched).map(BrowserPod::new);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (e.getStatus() == null) {
                LOG.warnf("Whether %s was %s is not known, for the Kubernetes API gave no answer: %s", pod, what, e.getMessage());
                return Optional.empty();
            }
            throw new BrowserNotReadyException("Pod " + pod.name() + " could not be " + what + ": " + e.getMessage());
        }
    }
}
