package io.fnorpa.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Waits until what was applied to a cluster is ready, and says what holds it. */
final class Rollout {

    static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(30);
    /** Of what one container waits for: a runtime's errors go on for lines. */
    private static final int LONGEST = 200;
    private static final String KINDS = "deployments,statefulsets,jobs";

    private final Kubectl kubectl;
    private final String label;
    private final Consumer<String> said;

    /** @param label {@code name=value} of what was applied */
    Rollout(Kubectl kubectl, String label, Consumer<String> said) {
        this.kubectl = kubectl;
        this.label = label;
        this.said = said;
    }

    /** @throws ServerFailedException with what holds it, after {@link #LIMIT} */
    void await(List<String> namespaces) {
        long begin = System.nanoTime();
        long lastWord = begin;
        Set<String> ready = new LinkedHashSet<>();
        String lastObstacle = "";
        while (true) {
            boolean all = true;
            for (JsonNode part : parts(namespaces)) {
                if (!isReady(part)) {
                    all = false;
                } else if (ready.add(name(part))) {
                    lastWord = System.nanoTime();
                    said.accept("  %-28s ready in %.1f s".formatted(name(part), seconds(begin, lastWord)));
                }
            }
            if (all) {
                return;
            }
            long now = System.nanoTime();
            if (now - begin > LIMIT.toNanos()) {
                throw new ServerFailedException("After " + LIMIT.toMinutes() + " minutes not all of it is ready. "
                        + obstacles(namespaces).orElse("The cluster says nothing of why.") + ends(namespaces));
            }
            if (now - lastWord > SAY_EVERY.toNanos()) {
                lastWord = now;
                String obstacle = obstacles(namespaces).orElse("");
                if (!obstacle.equals(lastObstacle)) {
                    lastObstacle = obstacle;
                    said.accept("  waiting: " + obstacle);
                }
            }
            pause();
        }
    }

    private static double seconds(long begin, long end) {
        return (end - begin) / 1e9;
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("was told to end while the platform was still starting");
        }
    }

    private List<JsonNode> parts(List<String> namespaces) {
        List<JsonNode> parts = new ArrayList<>();
        namespaces.forEach(namespace -> parts.addAll(kubectl.items("-n", namespace, "get", KINDS, "-l", label)));
        return parts;
    }

    private static String name(JsonNode part) {
        return part.at("/metadata/name").asText();
    }

    private static boolean isReady(JsonNode part) {
        JsonNode status = part.path("status");
        if (part.path("kind").asText().equals("Job")) {
            return status.path("succeeded").asInt() > 0;
        }
        int wanted = part.at("/spec/replicas").asInt(1);
        return status.path("observedGeneration").asLong() >= part.at("/metadata/generation").asLong()
                && status.path("updatedReplicas").asInt() >= wanted && status.path("readyReplicas").asInt() >= wanted;
    }

    /** What keeps pods from being ready and controllers from making them, in the cluster's own words. */
    Optional<String> obstacles(List<String> namespaces) {
        List<String> all = new ArrayList<>();
        for (String namespace : namespaces) {
            kubectl.items("-n", namespace, "get", "deployments").forEach(part -> conditions(part, "ReplicaFailure", "True").ifPresent(why -> all.add(name(part) + ": " + why)));
            kubectl.items("-n", namespace, "get", "pods")
                    .forEach(pod -> ofPod(pod).ifPresent(why -> all.add(name(pod) + " " + why)));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /** The last lines that each pod wrote which is not ready. */
    private String ends(List<String> namespaces) {
        StringBuilder ends = new StringBuilder();
        for (String namespace : namespaces) {
            kubectl.items("-n", namespace, "get", "pods").stream().filter(pod -> ofPod(pod).isPresent()).forEach(pod -> ends.append("\nThe end of what ")
                    .append(name(pod)).append(" wrote:\n").append(kubectl.say("-n", namespace, "logs", name(pod), "--all-containers", "--tail=15").all()));
        }
        return ends.toString();
    }

    private static Optional<String> ofPod(JsonNode pod) {
        if (pod.at("/status/phase").asText().equals("Succeeded")) {
            return Optional.empty();
        }
        Optional<String> unscheduled = conditions(pod, "PodScheduled", "False");
        if (unscheduled.isPresent()) {
            return unscheduled.map(why -> "is not scheduled: " + why);
        }
        String waiting = StreamSupport.stream(pod.at("/status/containerStatuses").spliterator(), false).filter(container -> !container.path("ready").asBoolean())
                .map(Rollout::ofContainer).collect(Collectors.joining(", "));
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting);
    }

    private static String ofContainer(JsonNode container) {
        JsonNode waiting = container.at("/state/waiting");
        if (waiting.isMissingNode()) {
            return container.at("/state/terminated").isMissingNode() ? "is not ready yet" : "has ended: " + container.at("/state/terminated/reason").asText();
        }
        String words = (waiting.path("reason").asText() + " " + waiting.path("message").asText("")).strip();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }

    private static Optional<String> conditions(JsonNode object, String type, String status) {
        return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals(type) && condition.path("status").asText().equals(status))
                .map(condition -> condition.path("message").asText()).findFirst();
    }
}
