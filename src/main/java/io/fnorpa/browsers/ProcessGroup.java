package io.fnorpa.browsers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A process and all its children, under the leader's number.
 *
 * @param leader process id of the group's leader
 */
record ProcessGroup(long leader) {

    private static final Logger LOG = Logger.getLogger(ProcessGroup.class);
    private static final Path PROCESSES = Path.of("/proc");
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    /** SIGKILL to all of them; none being left is no error. */
    void kill() {
        if (leader <= 1) {
            throw new IllegalArgumentException("Not a process group of ours: " + leader);
        }
        try {
            Process kill = new ProcessBuilder("kill", "-KILL", "--", "-" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.errorf("Cannot run 'kill' to end process group %d: %s", leader, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether processes of it live. One that has ended and that its parent has not taken notice of does not: the parent
     * may be frozen.
     */
    boolean isAlive() {
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).anyMatch(this::isLivingMember);
        } catch (IOException e) {
            LOG.errorf("Cannot read %s to see whether process group %d lives: %s", PROCESSES, leader, e.getMessage());
            return true;
        }
    }

    /** Of proc(5)'s {@code stat}: after the name, which may hold anything, come state, parent and group. */
    private boolean isLivingMember(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return Long.parseLong(fields.get(2)) == leader && !"ZX".contains(fields.get(0));
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until none of it lives; false if some still do when the time is over. */
    boolean isGoneWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (isAlive()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
