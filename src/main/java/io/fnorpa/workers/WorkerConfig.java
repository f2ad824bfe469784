package io.fnorpa.workers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Workers: what an orchestrator knows of them, and what a process is that is one. docs/workers.md. */
@ConfigMapping(prefix = "rpa.worker")
public interface WorkerConfig {

    /**
     * Of an orchestrator: where its workers are, {@code http://host:port}, with commas between them. A name with several addresses
     * stands for all of them, as that of a headless Service does. Without: flows run in the orchestrator's own process.
     */
    Optional<List<URI>> endpoint();

    /**
     * Of an orchestrator: workers for the jobs of one FNO, by its id, an alias or its name. They go to these and to no other, so that an author can debug that
     * FNO's flow with real jobs on a machine of his own (docs/camel-jbang.md).
     */
    @WithName("for")
    Map<String, List<URI>> forFno();

    /** Of an orchestrator: a job waits so long for a worker with room; then it goes back to the queue unspent. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 10)
    Duration patience();

    /** Of an orchestrator: jobs of an FNO whose own workers are not there wait so long before they are looked for again. */
    @WithDefault("120s")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 1)
    Duration awayPause();

    /** Of a worker: port that it listens on; 0 takes a free one. */
    @WithDefault("8630")
    @Min(0)
    @Max(65535)
    int port();

    /** Of a worker: address that is listened on; 0.0.0.0 in a container. */
    @WithDefault("127.0.0.1")
    String host();

    /** Of a worker: how many jobs it runs at a time. Their browsers are not its own. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int maxJobs();

    /** Of a worker: told to end, it lets what runs go on for so long; rpa.worker-timeout of the orchestrators, or longer. */
    @WithDefault("600s")
    @DurationMin(seconds = 0)
    @DurationMax(hours = 1)
    Duration drainTimeout();
}
