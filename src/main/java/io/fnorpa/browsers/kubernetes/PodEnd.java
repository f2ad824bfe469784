package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fnorpa.browsers.LostBrowsers;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends browser pods and makes sure of it: a pod is gone when the API server does not know it any more, since the kubelet says so
 * only after its processes have ended.
 */
@ApplicationScoped
public class PodEnd {

    private static final Logger LOG = Logger.getLogger(PodEnd.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /**
     * Its processes are killed after this, unless somebody told it before to end in its own time, which it keeps whatever it is told
     * later (kubernetes/kubernetes#83916). Not 0: then the API server would forget it at once, whether it lives or not.
     */
    private static final long GRACE_SECONDS = 1;

    private final KubernetesClient client;
    private final BrowserSettings.Kubernetes settings;
    private final LostBrowsers sessions;

    PodEnd(KubernetesClient client, PlatformConfig config, LostBrowsers sessions) {
        this.client = client;
        this.settings = config.browsers().kubernetes();
        this.sessions = sessions;
    }

    /** @return whether it is gone for certain */
    boolean end(String pod) {
        try {
            delete(pod);
            client.pods().inNamespace(settings.namespace()).withName(pod)
                    .waitUntilCondition(left -> left == null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (KubernetesClientException e) {
            LOG.warnf("It is not certain that browser pod %s has ended: %s", pod, e.getMessage());
            return false;
        }
    }

    /** Whether it is gone, or told to go; asked of the API server itself. */
    boolean isEnding(String pod) {
        try {
            Pod known = client.pods().inNamespace(settings.namespace()).withName(pod).get();
            return known == null || known.getMetadata().getDeletionTimestamp() != null;
        } catch (KubernetesClientException e) {
            LOG.warnf("Whether browser pod %s is being deleted is not known: %s", pod, e.getMessage());
            return false;
        }
    }

    private void delete(String pod) {
        client.pods().inNamespace(settings.namespace()).withName(pod).withGracePeriod(GRACE_SECONDS).delete();
    }

    /**
     * Of an attempt that was lost: each pod that carries its job's number, also one that it had claimed and not yet written down. A
     * pod whose node does not answer, or that ends in its own time, is asked itself to close the session.
     *
     * @param row as {@code select-lost-jobs.sql} reads it
     */
    boolean endLost(Map<String, Object> row) {
        String known = (String) row.get("BROWSER_INSTANCE");
        List<String> pods;
        try {
            pods = client.pods().inNamespace(settings.namespace()).withLabel(PodMarks.JOB, String.valueOf(row.get("ID"))).list().getItems().stream()
                    .map(Pod::getMetadata).map(metadata -> metadata.getName()).toList();
        } catch (KubernetesClientException e) {
            LOG.warnf("The browser pods of job %s cannot be looked for: %s", row.get("ID"), e.getMessage());
            return isOver(row);
        }
        boolean ended = true;
        for (String pod : pods) {
            LOG.infof("Ending browser pod %s of a lost attempt at job %s", pod, row.get("ID"));
            ended &= end(pod) || pod.equals(known) && sessions.closeSession(row, pod) || isOver(row);
        }
        return ended;
    }

    private static boolean isOver(Map<String, Object> row) {
        return ((Number) row.get("BROWSER_IS_OVER")).intValue() == 1;
    }

    String whyNot(Map<String, Object> row) {
        return "browser pod " + row.get("BROWSER_INSTANCE") + " of the lost attempt cannot be ended: its node or the Kubernetes API does not answer;"
                + " it ends by its deadline at the latest";
    }
}
