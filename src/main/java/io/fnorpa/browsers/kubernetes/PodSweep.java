package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.component.kubernetes.KubernetesConstants;

/** Which browser pods nobody holds any more. What it decides from stands in the API server and in the job's row. */
@ApplicationScoped
@Named("podSweep")
public class PodSweep {

    /** So long a claim may be older than the row's word of it. */
    private static final Duration UNWRITTEN = Duration.ofMinutes(1);

    private final BrowserSettings.Kubernetes settings;
    private final Clock clock;

    PodSweep(PlatformConfig config, Clock clock) {
        this.settings = config.browsers().kubernetes();
        this.clock = clock;
    }

    /** Sets the headers with which all browser pods are listed. */
    public void askForPods(@Headers Map<String, Object> headers) {
        headers.put(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, settings.namespace());
        headers.put(KubernetesConstants.KUBERNETES_PODS_LABELS, Map.of(PodMarks.NAME, PodMarks.BROWSER_SERVICE));
    }

    /** Sets headers id (0: none), namespace and name of the pod. */
    public void ask(@Body Pod pod, @Headers Map<String, Object> headers) {
        headers.put("id", new BrowserPod(pod).job().orElse(0L));
        headers.put(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, settings.namespace());
        headers.put(KubernetesConstants.KUBERNETES_POD_NAME, pod.getMetadata().getName());
    }

    /**
     * Why the pod is to be deleted; null if it is not.
     *
     * @param rows the job's row, as {@code select-job-browser.sql} reads it, or none
     */
    public String reason(@Body List<Map<String, Object>> rows, @ExchangeProperty("pod") Pod told) {
        BrowserPod pod = new BrowserPod(told);
        if (pod.isEnding()) {
            return null;
        }
        if (pod.isOver()) {
            return "it has ended: " + pod.end().orElse("");
        }
        if (pod.isWarm()) {
            return null;
        }
        if (rows.isEmpty()) {
            return "there is no job " + pod.job().map(Object::toString).orElse("in its labels");
        }
        return reason(pod, rows.get(0)).orElse(null);
    }

    private Optional<String> reason(BrowserPod pod, Map<String, Object> row) {
        String state = (String) row.get("STATE");
        int attempt = ((Number) row.get("ATTEMPT")).intValue();
        if (!"RUNNING".equals(state) && !"CLAIMED".equals(state)) {
            return Optional.of("its job is " + state);
        }
        if (pod.attempt().orElse(0) != attempt) {
            return Optional.of("its attempt " + pod.attempt().orElse(0) + " is over, the job is at its attempt " + attempt);
        }
        boolean isTheOne = pod.name().equals(row.get("BROWSER_INSTANCE"));
        Instant claimed = pod.claimedAt().orElse(pod.createdAt());
        return isTheOne || clock.instant().isBefore(claimed.plus(UNWRITTEN)) ? Optional.empty()
                : Optional.of("its attempt works with browser " + row.get("BROWSER_INSTANCE"));
    }
}
