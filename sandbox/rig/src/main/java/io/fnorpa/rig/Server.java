package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that runs as a process of its own. Once started it answers. It can be killed, stopped and let go on, and
 * started again on the same port with the same data. It ends by {@link #close()}, and by itself when we are gone.
 */
public abstract class Server implements AutoCloseable {

    /** How long a server may take until it answers; far more than on an idle machine. */
    public static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int PORT_TRIES = 3;

    private final String name;
    private final Path folder;
    private final LogFile log;
    private final Tether tether;
    private Process process;

    /** @param folder for its log and data; made if it is not there */
    Server(String name, Path folder, Tether tether) {
        this.name = name;
        this.folder = folder.toAbsolutePath();
        this.log = new LogFile(this.folder.resolve(name + ".log"));
        this.tether = tether;
    }

    /** The program and its arguments, for the port that it shall have now. */
    abstract List<String> command();

    /** Whether it does its work. */
    abstract boolean answers() throws IOException;

    /** Where it listens. */
    public abstract URI address();

    /** How long it may take to end in good order; after that it is ended by force. */
    Duration endLimit() {
        return END_LIMIT;
    }

    /** Called before each start. */
    void checkPort() {
    }

    /** Takes another port, because somebody else was quicker to take the one before; false if it may not. */
    boolean takeAnotherPort() {
        return false;
    }

    final void startNew() {
        makeFolder();
        for (int attempt = 1; ; attempt++) {
            try {
                launch(Redirect.to(log.path().toFile()));
                return;
            } catch (ServerFailedException e) {
                if (attempt == PORT_TRIES || !log.saysPortIsTaken() || !takeAnotherPort()) {
                    throw e;
                }
            }
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder + " for " + name, e);
        }
    }

    private void launch(Redirect output) {
        checkPort();
        try {
            spawn(output);
            awaitAnswer();
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private void spawn(Redirect output) {
        ProcessBuilder builder = new ProcessBuilder(tether.wrap(command(), endLimit())).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new ServerFailedException("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answersNow()) {
            if (!process.isAlive()) {
                throw failed("ended with exit code " + process.exitValue() + " before it answered");
            }
            if (System.nanoTime() > deadline) {
                throw failed("did not answer within " + START_LIMIT.toSeconds() + " s");
            }
            pause();
        }
    }

    /** An answer counts only while our process lives: another's server may hold the port. */
    private boolean answersNow() {
        try {
            return answers() && process.isAlive();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw failed("was still starting when we were told to end");
        }
    }

    private ServerFailedException failed(String what) {
        return new ServerFailedException(name + " " + what + ". The end of its log " + log.path() + ":\n" + log.end()
                + "\nRepair what the log names, then start again.");
    }

    public final String name() {
        return name;
    }

    /** Where its data is and its log. */
    public final Path folder() {
        return folder;
    }

    public final Path log() {
        return log.path();
    }

    /** The server's own process id. */
    public final long pid() {
        return process.pid();
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it as a crash would: at once, nothing written. Returns when it is gone. */
    public final void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Lets it hang (SIGSTOP): its port stays open, nothing answers. */
    public final void stop() {
        signal("STOP");
    }

    /** Lets it go on after {@link #stop()}. */
    public final void cont() {
        signal("CONT");
    }

    /** Starts it again on the same port with the same data; ends it first if it still runs. */
    public final void restart() {
        end();
        launch(Redirect.appendTo(log.path().toFile()));
    }

    /** Ends it in good order, or by force if that takes longer than {@link #endLimit()}. */
    @Override
    public void close() {
        end();
    }

    private void end() {
        if (!isAlive()) {
            return;
        }
        cont();
        askToEnd(process);
        if (!endsWithin(endLimit())) {
            kill9();
        }
    }

    /** SIGTERM, for those that end at it. */
    void askToEnd(Process process) {
        process.toHandle().destroy();
    }

    private void awaitEnd() {
        if (!endsWithin(KILL_LIMIT)) {
            throw failed("(process " + pid() + ") did not end, even by kill -9");
        }
    }

    private boolean endsWithin(Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send SIG" + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " at " + address();
    }
}
