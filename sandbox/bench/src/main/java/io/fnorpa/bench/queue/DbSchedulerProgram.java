package io.fnorpa.bench.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * db-scheduler as a process of its own, as its README sets it up: HikariCP, immediate execution. Arguments: JDBC URL,
 * user, password, name, threads, poll interval in milliseconds. A line {@code now <instance>} on standard input
 * schedules a task for now; when a task whose instance begins with {@code probe} starts, {@code <instance> <milliseconds since 1970>} is
 * printed. Ends when standard input is closed.
 */
final class DbSchedulerProgram {

    static final String TASK = "empty";
    static final String READY = "ready";
    static final String PROBE = "probe";

    private DbSchedulerProgram() {}

    public static void main(String[] arguments) throws IOException {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(arguments[2]);
        int threads = Integer.parseInt(arguments[4]);
        // As many as the platform's instance has.
        pool.setMaximumPoolSize(16);
        try (HikariDataSource dataSource = new HikariDataSource(pool)) {
            OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((instance, context) -> started(instance.getId()));
            Scheduler scheduler = Scheduler.create(dataSource, task).schedulerName(() -> arguments[3]).threads(threads)
                    .pollingInterval(Duration.ofMillis(Long.parseLong(arguments[5]))).enableImmediateExecution().build();
            scheduler.start();
            System.out.println(READY);
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                scheduler.schedule(task.instance(line.substring(line.indexOf(' ') + 1)), Instant.now());
            }
            scheduler.stop();
        }
    }

    private static void started(String instance) {
        if (instance.startsWith(PROBE)) {
            System.out.println(instance + " " + System.currentTimeMillis());
        }
    }
}
