package io.fnorpa.config;

import io.fnorpa.browsers.pool.PoolSettings;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Browser services. */
public interface BrowserSettings {
    String DNS_NAME = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";
    String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /** {@code local}: child processes on this machine; {@code kubernetes}: pods of a Deployment. */
    @WithDefault("local")
    Mode mode();

    /** A job waits so long for a ready browser. */
    @WithDefault("120s")
    @DurationMin(seconds = 1)
    Duration readyTimeout();

    /** Limit of one command in the browser; at most 2 minutes. */
    @WithDefault("30s")
    @DurationMin(millis = 100)
    @DurationMax(seconds = 120)
    Duration commandTimeout();

    /** Let flows reach loopback and private addresses: for the practice portals alone. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    Breaker breaker();

    Local local();

    Kubernetes kubernetes();

    /** When this instance stops taking jobs on, because its browser services fail. */
    interface Breaker {
        /** Browser services that fail in a row until it stops. */
        @WithDefault("5")
        @Min(1)
        @Max(100)
        int failures();

        /** How long it stops until one job tries. */
        @WithDefault("60s")
        @DurationMin(seconds = 1)
        @DurationMax(hours = 1)
        Duration delay();
    }

    enum Mode {
        LOCAL, KUBERNETES
    }

    /** Browser services as pods. The cluster is the one that this process runs in, else the current one of {@code KUBECONFIG}. */
    interface Kubernetes {
        /** Namespace of the browser pods. */
        @WithDefault("rpa-browsers")
        @Pattern(regexp = DNS_LABEL)
        String namespace();

        /** Deployment whose pods are the warm ones. */
        @WithDefault("browser-pool")
        @Pattern(regexp = DNS_LABEL)
        String deployment();

        /** Port of a pod's browser service. */
        @WithDefault("8080")
        @Min(1)
        @Max(65535)
        int port();

        /**
         * The name that a browser pod's certificate must have. Pods are called by their number, and over TLS where this is set.
         * Default: without TLS.
         */
        Optional<@Pattern(regexp = DNS_NAME) String> tlsName();

        /** Namespace of the Lease that says which instance sizes the pool and sweeps; default: that of the browser pods. */
        Optional<@Pattern(regexp = DNS_LABEL) String> leaseNamespace();

        /** Name of that Lease. */
        @WithDefault("browser-pool")
        @Pattern(regexp = DNS_LABEL)
        String lease();

        /** How many pods are kept warm, and when. */
        PoolSettings pool();

        /** How often the instance that holds the Lease looks for pods whose job is gone. */
        @WithDefault("30s")
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 10)
        Duration sweepInterval();
    }

    /** Browser services as child processes. */
    interface Local {
        /** The browser service's {@code quarkus-run.jar}; default: the one built in {@code rpa.home}. */
        Optional<Path> jar();

        /** Playwright's unpacked driver, which saves half a second at each start. */
        Optional<Path> driverDir();

        /** Firefox's start-up caches, made by the browser service for this Firefox; they save another second. */
        Optional<Path> firefoxCaches();

        /** Firefox's program. */
        @WithDefault("/usr/bin/firefox-esr")
        Path firefox();

        /** Logs of the browser services. */
        @WithDefault(".rpa/browsers")
        Path workDir();

        /** Memory of a browser service's Java, as {@code -Xmx} takes it. */
        @WithDefault("192m")
        String heap();
    }
}
