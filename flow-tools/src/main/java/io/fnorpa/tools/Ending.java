package io.fnorpa.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What Ctrl-C and SIGTERM do: the command that runs is interrupted, so that it closes what it has opened (servers, browser,
 * session, keys and secrets on the disk), and this process stays until it has. That wait has a bound: what still runs then is
 * named and ended by force.
 */
final class Ending {

    /** Two servers, one after the other: each has 30 s to end in good order, and 30 s to be gone after that. */
    private static final Duration LIMIT = Duration.ofSeconds(130);
    private static final Duration AFTER_FORCE = Duration.ofSeconds(10);

    private final Thread command;
    private final PrintStream err;
    private final Duration limit;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param limit until force is used */
    Ending(Thread command, PrintStream err, Duration limit) {
        this.command = command;
        this.err = err;
        this.limit = limit;
    }

    /** For the command that this thread is about to run. */
    static Ending ofThisCommand(PrintStream err) {
        Ending ending = new Ending(Thread.currentThread(), err, LIMIT);
        Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "end"));
        return ending;
    }

    /** The command has closed all that it had opened. */
    void commandEnded() {
        ended.countDown();
    }

    /** Breaks the command off, unless it has ended, and waits for it. */
    void end() {
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        if (endsWithin(limit)) {
            return;
        }
        List<ProcessHandle> left = ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
        err.println("bin/flow: this did not end within " + limit.toSeconds() + " s. Ended by force: " + (left.isEmpty() ? "nothing, no process is left"
                : left.stream().map(Ending::words).collect(Collectors.joining(", "))));
        left.forEach(ProcessHandle::destroyForcibly);
        if (!endsWithin(AFTER_FORCE)) {
            err.println("bin/flow: what it kept in a folder work-… of .rpa/flow may be left; remove that");
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String words(ProcessHandle process) {
        return process.info().command().orElse("a process") + " (" + process.pid() + ")";
    }
}
