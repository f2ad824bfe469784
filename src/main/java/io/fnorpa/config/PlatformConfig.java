package io.fnorpa.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The platform's settings. Names and defaults are the client's plan's. A value that is not of its form, out of its
 * range or unknown stops the start with the key and the value.
 */
@SoundSettings
@ConfigMapping(prefix = "rpa")
public interface PlatformConfig {

    /** Folder that holds {@code routes/} and {@code fno-flows/}: the checkout, the image's folder, a mounted volume. */
    @WithDefault(".")
    Path home();

    /** What this process does: {@code orchestrator}, {@code worker}, or both. Of a worker: {@code rpa.worker.*}. */
    @WithDefault("orchestrator")
    @NotEmpty
    Set<Role> roles();

    /** Name of this instance in leases and logs; unique among those that share the database. Default: host and pid. */
    Optional<String> instance();

    /** If set, the address that is really listened on is written there once it is. */
    Optional<Path> addressFile();

    /** End when standard input closes: for a parent that must not leave a process behind. */
    @WithDefault("false")
    boolean exitOnStdinClose();

    /** How many jobs this instance runs at a time. Each wants a Firefox: about 1 GiB of memory. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int maxWorkers();

    /** An attempt may take so long, unless its row or its job type in {@code fno.yaml} says otherwise. At most 1 hour. */
    @WithDefault("600s")
    @DurationMin(seconds = 10)
    @DurationMax(hours = 1)
    Duration workerTimeout();

    /** Attempts at a job before it is a person's to decide. */
    @WithDefault("3")
    @Min(1)
    @Max(100)
    int retryAttempts();

    /** Wait before the next attempt. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration retryDelay();

    Lookup lookup();

    /** Level of the platform's own log: DEBUG, INFO, WARN, ERROR. */
    @WithDefault("INFO")
    @Pattern(regexp = "DEBUG|INFO|WARN|ERROR")
    String logLevel();

    /** Idle browsers that are kept ready. */
    @WithDefault("2")
    @Min(0)
    @Max(5)
    int warmPoolSize();

    /** How often the claimer looks for rows that appeared by SQL; a submit through the API wakes it at once. */
    @WithDefault("1s")
    @DurationMin(millis = 50)
    Duration pollInterval();

    Flows flows();

    Kaoto kaoto();

    Orchestrator orchestrator();

    Lease lease();

    Keys keys();

    Secrets secrets();

    Settings settings();

    Database database();

    Valkey valkey();

    Evidence evidence();

    BrowserSettings browsers();

    Totp totp();

    Logins logins();

    /** Where people and the dashboard call. */
    interface Orchestrator {
        /** Port of the API; 0 takes a free one. */
        @WithDefault("8620")
        @Min(0)
        @Max(65535)
        int port();

        /** Address that is listened on; 0.0.0.0 in a container. */
        @WithDefault("127.0.0.1")
        String host();

        /** What workers call this very instance by; on Kubernetes the pod's address. Default: {@code http://}, host and port. */
        Optional<URI> address();

        /** The largest picture or file that a worker may send; not less than the browser services' {@code browser.max-download}. */
        @WithDefault("24M")
        MemorySize maxEvidence();
    }

    /** How the portal is asked what became of a job that was lost after its point of no return. */
    interface Lookup {
        /** A lookup that found nothing is done once more after this. */
        @WithDefault("2m")
        @DurationMin(seconds = 1)
        @DurationMax(hours = 24)
        Duration delay();

        /** Lookups at the most, if the portal cannot be asked; then a person decides. */
        @WithDefault("3")
        @Min(1)
        @Max(100)
        int attempts();
    }

    /** How a job is held by the instance that runs it. */
    interface Lease {
        /** A lease is lost so long after it was last renewed. */
        @WithDefault("60s")
        @DurationMin(seconds = 3)
        Duration duration();

        /** Leases are renewed so often; at most a third of their duration. */
        @WithDefault("15s")
        @DurationMin(millis = 500)
        Duration heartbeat();
    }

    /** Token keys. */
    interface Keys {
        /** Folder of {@code signing-key.pem} and {@code public-keys.json}; made at the first start if absent. */
        Path dir();
    }

    /** Settings that change while the process runs are files, looked at again and again. */
    interface Flows {
        /** How often the folders of flows are looked at. A change serves after two looks that find the same. */
        @WithDefault("250ms")
        @DurationMin(millis = 100)
        @DurationMax(seconds = 10)
        Duration interval();
    }

    interface Kaoto {
        /** Whether the catalogue at /api/kaoto is given to callers without a token, since Kaoto cannot send one. Read where permissions stand, in application.properties. */
        @WithDefault("false")
        boolean openCatalog();
    }

    interface Settings {
        /** Folder of them, a mounted ConfigMap as a rule; see {@code io.fnorpa.settings}. Default: none. */
        Optional<Path> dir();
    }

    /** Secrets are files, read when used, so that a rotated one needs no restart. */
    interface Secrets {
        /** Folder with one file per secret, such as {@code octotel-password}. */
        Path dir();
    }

    /** The job table's database. Its password is the secret {@code database-password}. */
    interface Database {
        /** {@code jdbc:oracle:…} or {@code jdbc:h2:…}; the prefix chooses the driver. */
        String url();

        /** The schema's user. */
        @WithDefault("rpa")
        String username();

        /** Connections kept at the most. */
        @WithDefault("16")
        @Min(2)
        int maxConnections();

        /** Bring the schema up to date at start; off where a DBA does it by hand. */
        @WithDefault("true")
        boolean migrate();
    }

    /** The store of TOTP steps, login budgets, turns to log in and saved logins. */
    interface Valkey {
        /** One server, a primary that sentinels watch and replace, or a cluster. */
        @WithDefault("standalone")
        Mode mode();

        /**
         * {@code redis://host:port}; of {@code sentinel} all sentinels, of {@code cluster} some nodes, with commas between
         * them. A password is the secret {@code valkey-password}.
         */
        @WithDefault("redis://127.0.0.1:6379")
        List<URI> url();

        /** What the sentinels call the primary; for {@code sentinel} alone, and needed there. */
        Optional<String> masterName();

        /** Limit of one call; shorter than that of a transaction in the database, 30 s. */
        @WithDefault("5s")
        @DurationMin(millis = 100)
        Duration timeout();

        enum Mode {
            STANDALONE, SENTINEL, CLUSTER
        }
    }

    /** Screenshots, downloads and manifests. The keys are the secrets {@code s3-access-key}, {@code s3-secret-key}. */
    interface Evidence {
        /** The S3 service; absent for AWS itself. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Made at start if absent. */
        @WithDefault("rpa-evidence")
        String bucket();

        /** Evidence waits here until S3 has it; must outlive a restart of this instance. */
        @WithDefault(".rpa/spool")
        Path spoolDir();

        /** Days that evidence is kept. */
        @WithName("retention-days")
        @WithDefault("30")
        @Min(1)
        int retentionDays();

        /** A job waits so long for S3 to take its evidence before it becomes REVIEW. */
        @WithDefault("1h")
        @DurationMin(seconds = 1)
        Duration patience();

        /** How often the spool is tried again while S3 is away. */
        @WithDefault("5s")
        @DurationMin(millis = 100)
        Duration retryInterval();
    }

    /** One-time passwords. */
    interface Totp {
        /** A step counts as reserved when so many replicas have it; 0 only without replicas (demo, tests). */
        @WithDefault("1")
        @Min(0)
        int minReplicas();

        /** A confirmation by replicas is waited for so long. */
        @WithDefault("1s")
        @DurationMin(millis = 10)
        Duration replicaTimeout();

        /** A step with less life left than this is not handed out. */
        @WithDefault("5s")
        @DurationMin(seconds = 0)
        Duration minLife();

        /** Steps before and after the present one that a portal accepts; sets how long a used code is remembered. */
        @WithDefault("1")
        @Min(0)
        @Max(10)
        int window();

        /** A job waits so long for its turn. */
        @WithDefault("5m")
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 50)
        Duration maxWait();

        /** No code is given while this instance's clock is further from Valkey's or the portal's than this. */
        @WithDefault("10s")
        @DurationMin(seconds = 2)
        @DurationMax(minutes = 5)
        Duration maxClockOffset();
    }

    /** Logins that are saved; whether they are, and for how long, stands in each fno.yaml. */
    interface Logins {
        /** A job waits so long for another's login before it is tried again later. */
        @WithDefault("5m")
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 50)
        Duration maxWait();
    }
}
