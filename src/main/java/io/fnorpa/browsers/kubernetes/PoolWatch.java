package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The pool as the API server tells it, kept up to date by its events. Informers list again by themselves when a watch is
 * lost, so that nothing is missed for good; until then what is here is older, and a claim's guard sees that.
 */
@ApplicationScoped
public class PoolWatch {

    private static final Logger LOG = Logger.getLogger(PoolWatch.class);
    private static final long RESYNC_MILLIS = 60_000;

    private final KubernetesClient client;
    private final BrowserSettings.Kubernetes settings;
    private final List<Consumer<BrowserPod>> onPod = new CopyOnWriteArrayList<>();
    private final List<Consumer<BrowserPod>> onGone = new CopyOnWriteArrayList<>();
    private SharedIndexInformer<Pod> pods;
    private SharedIndexInformer<ReplicaSet> sets;
    private SharedIndexInformer<Deployment> deployments;

    PoolWatch(KubernetesClient client, PlatformConfig config) {
        this.client = client;
        this.settings = config.browsers().kubernetes();
    }

    /** Each pod that is new or changed, and each that is gone, from now on. */
    void listen(Consumer<BrowserPod> changed, Consumer<BrowserPod> gone) {
        onPod.add(changed);
        onGone.add(gone);
    }

    /** Begins to watch, without waiting for the API server; it is tried until it answers. */
    @PostConstruct
    void start() {
        String namespace = settings.namespace();
        pods = client.pods().inNamespace(namespace).withLabel(PodMarks.POOL).runnableInformer(RESYNC_MILLIS)
                .exceptionHandler((isStarted, failure) -> again("pods", failure));
        pods.addEventHandler(new Events());
        sets = client.apps().replicaSets().inNamespace(namespace).withLabel(PodMarks.POOL).runnableInformer(RESYNC_MILLIS)
                .exceptionHandler((isStarted, failure) -> again("replicasets", failure));
        deployments = client.apps().deployments().inNamespace(namespace).withName(settings.deployment()).runnableInformer(RESYNC_MILLIS)
                .exceptionHandler((isStarted, failure) -> again("deployments", failure));
        pods.start();
        sets.start();
        deployments.start();
    }

    private boolean again(String what, Throwable failure) {
        LOG.warnf("The %s of namespace %s cannot be watched (%s); it is tried again", what, settings.namespace(), failure.getMessage());
        return true;
    }

    @PreDestroy
    void close() {
        pods.stop();
        sets.stop();
        deployments.stop();
    }

    /** All browser pods, warm and claimed. */
    List<BrowserPod> pods() {
        return pods.getStore().list().stream().map(BrowserPod::new).toList();
    }

    Optional<BrowserPod> pod(String name) {
        return Optional.ofNullable(pods.getStore().getByKey(settings.namespace() + "/" + name)).map(BrowserPod::new);
    }

    /** Whether what is here came from the API server at all. */
    boolean hasSynced() {
        return pods.hasSynced() && sets.hasSynced() && deployments.hasSynced();
    }

    /** Whether changes are heard of now. */
    boolean isWatching() {
        return pods.isWatching() && sets.isWatching() && deployments.isWatching();
    }

    Optional<Deployment> deployment() {
        return deployments.getStore().list().stream().findFirst();
    }

    /** The ReplicaSet of the Deployment's present template; empty while its controller has not seen the last change of it. */
    Optional<ReplicaSet> currentSet() {
        return deployment().filter(PoolWatch::isObserved).flatMap(deployment -> sets.getStore().list().stream()
                .filter(set -> set.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid().equals(deployment.getMetadata().getUid())))
                .filter(set -> Objects.equals(revision(set.getMetadata().getAnnotations()), revision(deployment.getMetadata().getAnnotations())))
                .findFirst());
    }

    private static boolean isObserved(Deployment deployment) {
        return deployment.getStatus() != null && Objects.equals(deployment.getStatus().getObservedGeneration(), deployment.getMetadata().getGeneration());
    }

    private static String revision(Map<String, String> annotations) {
        return annotations == null ? null : annotations.get(PodMarks.REVISION);
    }

    /** Which template pods must be from to be claimed. */
    Optional<String> currentTemplate() {
        return currentSet().map(set -> set.getMetadata().getLabels().get(PodMarks.TEMPLATE));
    }

    private final class Events implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            onPod.forEach(listener -> listener.accept(new BrowserPod(pod)));
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            onPod.forEach(listener -> listener.accept(new BrowserPod(pod)));
        }

        @Override
        public void onDelete(Pod pod, boolean lastStateUnknown) {
            onGone.forEach(listener -> listener.accept(new BrowserPod(pod)));
        }
    }
}
