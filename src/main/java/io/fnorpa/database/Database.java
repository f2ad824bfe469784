package io.fnorpa.database;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date, then lets the queue run. A database that is down at start is tried again until it is
 * there; the platform is up meanwhile and says that it is not ready.
 */
@ApplicationScoped
@Named("database")
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String AFTER_MIGRATION = "direct:open-queue";

    private final PlatformConfig config;
    private final Instance<DataSource> jobs;
    private final CamelContext camel;
    private volatile boolean ready;
    private volatile String trouble = "not tried yet";
    private volatile Thread migration;

    Database(PlatformConfig config, @Named("jobs") Instance<DataSource> jobs, CamelContext camel) {
        this.config = config;
        this.jobs = jobs;
        this.camel = camel;
    }

    void onStart(@Observes StartupEvent event) {
        if (!config.roles().contains(Role.ORCHESTRATOR)) {
            return;
        }
        migration = new Thread(this::migrateUntilDone, "database-migration");
        migration.setDaemon(true);
        migration.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        if (migration != null) {
            migration.interrupt();
        }
    }

    /** Whether the schema is there and the queue runs. */
    public boolean isReady() {
        return ready;
    }

    /** Why it is not ready. */
    public String trouble() {
        return trouble;
    }

    private void migrateUntilDone() {
        while (!ready && !Thread.currentThread().isInterrupted()) {
            try {
                migrate();
                camel.createFluentProducerTemplate().to(AFTER_MIGRATION).withBody("").request();
                ready = true;
                LOG.info("The database is ready, the queue is open");
            } catch (RuntimeException e) {
                trouble = rootMessage(e);
                LOG.warnf("The database %s is not ready: %s. Trying again in %d s.", config.database().url(), trouble, PAUSE.toSeconds());
                pause();
            }
        }
    }

    private void migrate() {
        if (config.database().migrate()) {
            Schema.migrate(jobs.get(), config.database().url());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
