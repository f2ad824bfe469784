package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Why the pool gives no pod, in the words of the API: quota exceeded or admission refused (the ReplicaSet's condition), image not
 * pulled, no node that fits, a container that ends again and again (the pods' own). A pod that is on its way is no obstacle.
 */
@ApplicationScoped
public class PoolObstacle {

    private final PoolWatch watch;
    private final BrowserSettings.Kubernetes settings;

    PoolObstacle(PoolWatch watch, PlatformConfig config) {
        this.watch = watch;
        this.settings = config.browsers().kubernetes();
    }

    Optional<String> now() {
        if (!watch.hasSynced()) {
            return Optional.of("the Kubernetes API has not told of the browser pods of namespace " + settings.namespace()
                    + " yet; the orchestrator's log says why");
        }
        if (watch.deployment().isEmpty()) {
            return Optional.of("there is no Deployment " + settings.deployment() + " in namespace " + settings.namespace()
                    + " (rpa.browsers.kubernetes.deployment)");
        }
        return watch.currentSet().flatMap(PoolObstacle::refusal).or(this::podTrouble);
    }

    private static Optional<String> refusal(ReplicaSet set) {
        return set.getStatus() == null ? Optional.empty() : set.getStatus().getConditions().stream()
                .filter(condition -> "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(condition -> "no browser pod can be made: " + condition.getMessage()).findFirst();
    }

    private Optional<String> podTrouble() {
        return watch.currentTemplate().flatMap(template -> watch.pods().stream().filter(pod -> pod.isWarm() && pod.isFrom(template))
                .flatMap(pod -> pod.trouble().map(trouble -> "browser pod " + pod.name() + " does not start: " + trouble).stream()).findFirst());
    }
}
