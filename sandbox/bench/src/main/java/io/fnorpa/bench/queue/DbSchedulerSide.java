package io.fnorpa.bench.queue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Instances of db-scheduler, each a process of its own. */
final class DbSchedulerSide implements Side {

    private static final int END_SECONDS = 30;

    private final QueueDatabase database;
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> outputs = new ArrayList<>();
    private int probes;

    DbSchedulerSide(QueueDatabase database, Path folder, int instances, int threads, int pollMillis) throws IOException {
        this.database = database;
        Files.createDirectories(folder);
        for (int i = 1; i <= instances; i++) {
            start(folder.resolve("db-scheduler-" + i + ".log").toFile(), "peer-" + i, threads, pollMillis);
        }
    }

    private void start(File log, String name, int threads, int pollMillis) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), DbSchedulerProgram.class.getName(), database.server().jdbcUrl(),
                QueueDatabase.USER, QueueDatabase.PASSWORD.reveal(), name, String.valueOf(threads), String.valueOf(pollMillis))
                .redirectError(Redirect.to(log)).start();
        processes.add(process);
        BufferedReader output = process.inputReader();
        outputs.add(output);
        for (String line = output.readLine(); !DbSchedulerProgram.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                close();
                throw new IOException("db-scheduler ended before it was ready; see " + log);
            }
        }
    }

    @Override
    public void stop() throws IOException {
        signal("STOP");
    }

    @Override
    public void goOn() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        for (Process process : processes) {
            try {
                new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void insert(int jobs) throws SQLException {
        database.insertTasks(jobs);
    }

    @Override
    public long left() throws SQLException {
        return database.number("select count(*) from scheduled_tasks");
    }

    @Override
    public double pickUpByCall() throws IOException {
        String probe = DbSchedulerProgram.PROBE + ++probes;
        Writer input = processes.get(0).outputWriter();
        long begin = System.currentTimeMillis();
        input.write("now " + probe + "\n");
        input.flush();
        return started(probe) - begin;
    }

    @Override
    public double pickUpBySql() throws Exception {
        String probe = DbSchedulerProgram.PROBE + ++probes;
        long begin = System.currentTimeMillis();
        database.run("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, consecutive_failures) values ('"
                + DbSchedulerProgram.TASK + "', '" + probe + "', current_timestamp, false, 1, 0)");
        return started(probe) - begin;
    }

    private long started(String probe) throws IOException {
        String line = outputs.get(0).readLine();
        if (line == null || !line.startsWith(probe + " ")) {
            throw new IOException("db-scheduler said '" + line + "' when the start of " + probe + " was awaited");
        }
        return Long.parseLong(line.substring(probe.length() + 1));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            try {
                process.getOutputStream().close();
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
