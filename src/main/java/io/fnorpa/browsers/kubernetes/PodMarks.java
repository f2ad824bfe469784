package io.fnorpa.browsers.kubernetes;

/** Labels and annotations of browser pods. The Deployment's template sets {@link #POOL} to {@link #WARM}, which is what its selector looks for. */
final class PodMarks {

    /** On all browser pods, whoever holds them. */
    static final String NAME = "app.kubernetes.io/name";
    static final String BROWSER_SERVICE = "browser-service";
    static final String PREFIX = "rpa.fnorpa.io/";
    /** {@link #WARM} or {@link #CLAIMED}. */
    static final String POOL = PREFIX + "pool";
    static final String WARM = "warm";
    static final String CLAIMED = "claimed";
    /** Number of the job whose attempt holds the pod. */
    static final String JOB = PREFIX + "job";
    static final String ATTEMPT = PREFIX + "attempt";
    /** {@code passed}: a session was opened in it, a page loaded and read, and the session closed. */
    static final String PROBE = PREFIX + "probe";
    static final String PASSED = "passed";
    /** Annotations. */
    static final String CLAIMED_BY = PREFIX + "claimed-by";
    static final String CLAIMED_AT = PREFIX + "claimed-at";
    static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    /** Set by the Deployment's controller: which template a pod was made from. */
    static final String TEMPLATE = "pod-template-hash";
    /** Annotation of Deployment and ReplicaSet. */
    static final String REVISION = "deployment.kubernetes.io/revision";

    private PodMarks() {}
}
