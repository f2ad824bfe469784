package io.fnorpa.workers;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.worker.Worker;
import io.fnorpa.worker.WorkerJobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.jboss.logging.Logger;

/**
 * What this process is where it is a worker: (1) takes attempts, (2) at SIGTERM takes no more and says so, lets those that run end,
 * and gives their reports away, (3) ends. The work itself is flow-dsl's.
 */
@ApplicationScoped
public class WorkerRole {

    private static final Logger LOG = Logger.getLogger(WorkerRole.class);

    private final PlatformConfig config;
    private final WorkerConfig settings;
    private final Worker worker;

    WorkerRole(PlatformConfig config, WorkerConfig settings, MeterRegistry meters) {
        this.config = config;
        this.settings = settings;
        this.worker = new Worker(settings.maxJobs());
        if (isWorker()) {
            Gauge.builder("rpa.worker.jobs", worker, Worker::running).description("Jobs that run at this worker").register(meters);
            Gauge.builder("rpa.worker.places", worker, Worker::places).description("Jobs that may run at this worker").register(meters);
        }
    }

    private boolean isWorker() {
        return config.roles().contains(Role.WORKER);
    }

    @Produces
    @Singleton
    @Named("workerJobs")
    WorkerJobs jobs(SigningKeys keys) { // made by now, where this process is an orchestrator too
        return new WorkerJobs(worker, keys.publicKeysFile(), WorkerRole::authorization);
    }

    /** The token that the call was let in with, which no header of the message has (BearerTokens). */
    private static List<String> authorization(Message message) {
        QuarkusHttpUser user = message.getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, QuarkusHttpUser.class);
        return user == null ? List.of() : List.of("Bearer " + user.getSecurityIdentity().getCredential(TokenCredential.class).getToken());
    }

    boolean isDraining() {
        return worker.isDraining();
    }

    void onStart(@Observes StartupEvent event) {
        if (isWorker()) {
            LOG.infof("This process is a worker for %d jobs at a time", settings.maxJobs());
            if (LaunchMode.current() == LaunchMode.NORMAL) { // elsewhere the process is another program's
                TermSignal.handle(this::drainAndEnd);
            }
        }
    }

    private void drainAndEnd() {
        worker.drain(settings.drainTimeout());
        Quarkus.asyncExit();
    }

    void onStop(@Observes @Priority(1) ShutdownEvent event) {
        worker.close();
    }
}
