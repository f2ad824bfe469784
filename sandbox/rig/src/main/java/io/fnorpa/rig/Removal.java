package io.fnorpa.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Takes namespaces away with all that is in them, and says what holds them.
 *
 * <p>Pods go first, and before anything that they belong to: a browser with a session has an hour to end, and a pod that was told
 * so once, by whoever cleans up after its owner or its namespace, keeps that hour whatever it is told later (kubernetes/kubernetes#83916).
 */
final class Removal {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** What pods would do in the time that they have is of no use any more. */
    private static final String GRACE = "--grace-period=3";
    private static final String POD_MAKERS = "deployments,replicasets,statefulsets,jobs";

    private final Kubectl kubectl;
    private final List<String> namespaces;

    Removal(Kubectl kubectl, List<String> namespaces) {
        this.kubectl = kubectl;
        this.namespaces = namespaces;
    }

    /** Returns when none has a pod, nor anything that makes pods. @throws ServerFailedException with what is left after {@link #LIMIT} */
    void removePods() {
        namespaces.forEach(namespace -> kubectl.text("-n", namespace, "delete", POD_MAKERS, "--all", "--cascade=orphan", "--ignore-not-found", "--wait=false"));
        Until.nothingIsLeft("the pods of " + namespaces, LIMIT, () -> {
            namespaces.forEach(namespace -> kubectl.text("-n", namespace, "delete", "pods", "--all", GRACE, "--ignore-not-found", "--wait=false"));
            return pods().toList();
        });
    }

    private Stream<String> pods() {
        return namespaces.stream().flatMap(namespace -> kubectl.items("-n", namespace, "get", "pods").stream())
                .map(pod -> "pod %s is %s, and has %d s to end".formatted(pod.at("/metadata/name").asText(),
                        pod.at("/status/phase").asText(), pod.at("/metadata/deletionGracePeriodSeconds").asInt()));
    }

    /** Returns when those that were told to go have gone. @throws ServerFailedException with what holds them after {@link #LIMIT} */
    void awaitGone() {
        Until.nothingIsLeft("namespaces " + namespaces, LIMIT, () -> {
            List<String> terminating = terminating().toList();
            return terminating.isEmpty() ? terminating : Stream.concat(terminating.stream(), pods()).toList();
        });
    }

    private Stream<String> terminating() {
        return kubectl.items("get", "namespaces").stream().filter(namespace -> namespaces.contains(namespace.at("/metadata/name").asText()))
                .filter(namespace -> namespace.at("/status/phase").asText().equals("Terminating"))
                .map(namespace -> ("namespace " + namespace.at("/metadata/name").asText() + " " + conditions(namespace)).strip());
    }

    /** In the cluster's own words. */
    private static String conditions(JsonNode namespace) {
        return StreamSupport.stream(namespace.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("status").asText().equals("True")).map(condition -> condition.path("message").asText())
                .collect(Collectors.joining(" "));
    }
}
