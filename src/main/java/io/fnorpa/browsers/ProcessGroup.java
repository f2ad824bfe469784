package io.fnorpa.browsers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A process and all its children, under the leader's number.
 *
 * @param leader process id of the group's leader
 */
record ProcessGroup(long leader) {

    private static final Logger LOG = Logger.getLogger(ProcessGroup.class);

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
}
