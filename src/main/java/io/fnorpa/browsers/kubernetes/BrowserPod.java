package io.fnorpa.browsers.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.http.HttpClients;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A browser pod as the API server last told it. */
record BrowserPod(Pod pod) {

    /** A container that waits for another reason is on its way. */
    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");
    private static final Set<String> OVER = Set.of("Failed", "Succeeded");

    String name() {
        return pod.getMetadata().getName();
    }

    String resourceVersion() {
        return pod.getMetadata().getResourceVersion();
    }

    private String label(String name) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? null : labels.get(name);
    }

    private String annotation(String name) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    boolean isWarm() {
        return PodMarks.WARM.equals(label(PodMarks.POOL));
    }

    boolean isClaimed() {
        return PodMarks.CLAIMED.equals(label(PodMarks.POOL));
    }

    boolean hasPassedProbe() {
        return PodMarks.PASSED.equals(label(PodMarks.PROBE));
    }

    boolean isFrom(String templateHash) {
        return templateHash.equals(label(PodMarks.TEMPLATE));
    }

    /** Empty unless it is claimed. */
    Optional<Long> job() {
        return number(PodMarks.JOB).map(Integer::longValue);
    }

    Optional<Integer> attempt() {
        return number(PodMarks.ATTEMPT);
    }

    private Optional<Integer> number(String label) {
        try {
            return Optional.ofNullable(label(label)).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Optional<Instant> claimedAt() {
        return Optional.ofNullable(annotation(PodMarks.CLAIMED_AT)).map(Instant::parse);
    }

    boolean isEnding() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Its containers have ended and do not start again. */
    boolean isOver() {
        return OVER.contains(phase());
    }

    private String phase() {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null ? "Unknown" : pod.getStatus().getPhase();
    }

    boolean isReady() {
        return !isEnding() && !isOver() && number().isPresent() && condition("Ready").map(ready -> "True".equals(ready.getStatus())).orElse(false);
    }

    /** Base address of its browser service, with the name that is verified ({@link HttpClients}); empty until it has one. */
    Optional<URI> address(BrowserSettings.Kubernetes settings) {
        String scheme = settings.tlsName().isPresent() ? "https" : "http";
        String name = settings.tlsName().map(tlsName -> "#" + tlsName).orElse("");
        return number().map(ip -> URI.create(scheme + "://" + (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + settings.port() + name));
    }

    private Optional<String> number() {
        return Optional.ofNullable(pod.getStatus()).map(status -> status.getPodIP()).filter(ip -> !ip.isEmpty());
    }

    Instant createdAt() {
        return OffsetDateTime.parse(pod.getMetadata().getCreationTimestamp()).toInstant();
    }

    /** When the kubelet took it on, from where {@code activeDeadlineSeconds} counts. */
    Instant startedAt() {
        return pod.getStatus() == null || pod.getStatus().getStartTime() == null ? createdAt()
                : OffsetDateTime.parse(pod.getStatus().getStartTime()).toInstant();
    }

    /** What keeps it from becoming ready, in the API's own words; empty while it is on its way. */
    Optional<String> trouble() {
        if (isEnding()) {
            return Optional.empty();
        }
        return unscheduled().or(this::containerTrouble).or(this::end);
    }

    private Optional<String> unscheduled() {
        return condition("PodScheduled").filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(scheduled -> scheduled.getReason() + ": " + scheduled.getMessage());
    }

    private Optional<String> containerTrouble() {
        return statuses().stream().map(status -> status.getState() == null ? null : status.getState().getWaiting()).filter(Objects::nonNull)
                .filter(waiting -> waiting.getReason() != null && !ON_ITS_WAY.contains(waiting.getReason()))
                .map(BrowserPod::words).findFirst();
    }

    private static String words(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }

    /** Why it is over, in the API's words. */
    Optional<String> end() {
        if (!isOver()) {
            return Optional.empty();
        }
        String reason = pod.getStatus().getReason();
        String message = pod.getStatus().getMessage();
        return Optional.of(reason != null ? reason + (message == null ? "" : ": " + message)
                : statuses().stream().map(status -> status.getState() == null ? null : status.getState().getTerminated()).filter(Objects::nonNull)
                        .map(BrowserPod::words).findFirst().orElse(phase()));
    }

    private static String words(ContainerStateTerminated terminated) {
        return terminated.getReason() + ", exit code " + terminated.getExitCode();
    }

    /** How often its container was started again. A browser service that begins anew knows nothing of its session. */
    int restarts() {
        return statuses().stream().mapToInt(status -> status.getRestartCount() == null ? 0 : status.getRestartCount()).sum();
    }

    private List<ContainerStatus> statuses() {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }

    private Optional<PodCondition> condition(String type) {
        return pod.getStatus() == null ? Optional.empty()
                : pod.getStatus().getConditions().stream().filter(condition -> type.equals(condition.getType())).findFirst();
    }

    @Override
    public String toString() {
        return "pod " + name();
    }
}
