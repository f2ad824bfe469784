package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.testing.Thorough;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions one after the other leave no process, thread, file or descriptor behind, and the memory flat. A few in every
 * run; 500 with {@code -Dtests.full=true}, or as many as {@code -Dtests.sessions} says.
 */
class ManySessionsIT {

    private static final boolean FULL = Boolean.getBoolean("tests.full");
    private static final int FIRST = FULL ? 3 : 1;
    private static final int MANY = Integer.getInteger("tests.sessions", FULL ? 500 : 2);

    private static final double KIB = 1024;
    /** Of pools that had not yet met their load when it was looked first. */
    private static final int POOLED_THREADS = 16;
    /** In KiB. What the service remembers of an ended session is some 200 bytes; 500 that each left 10 KB would be found. */
    private static final long LOOSE_HEAP = 4 * 1024;
    /** In KiB. Compiled code and classes come until all has been used a few times; 500 sessions that each left 100 KB would be found. */
    private static final long LOOSE_RESIDENT = 48 * 1024;

    @TempDir
    Path folder;

    @Test
    @Thorough
    void oneAtATimeLeaveNothingBehind() throws Exception {
        leaveNothingBehind(1);
    }

    @Test
    void twoAtATimeLeaveNothingBehind() throws Exception {
        leaveNothingBehind(2);
    }

    private void leaveNothingBehind(int atATime) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder, "-Dbrowser.max-sessions=" + atATime); AwkwardSite site = new AwkwardSite()) {
            SessionsInARow sessions = new SessionsInARow(service, site, atATime);
            sessions.run(FIRST);
            Footprint before = sessions.settled();

            sessions.run(MANY);

            await().atMost(ServiceProcess.PATIENCE).untilAsserted(() -> assertThat(sessions.settled().countable()).isEqualTo(before.countable()));
            Footprint after = sessions.settled();
            System.out.printf("%d sessions, %d at a time: heap %.1f -> %.1f MiB, resident %.1f -> %.1f MiB%n", MANY, atATime,
                    before.heap() / KIB, after.heap() / KIB, before.resident() / KIB, after.resident() / KIB);
            assertThat(after.allThreads()).isLessThanOrEqualTo(before.allThreads() + POOLED_THREADS);
            assertThat(after.heap()).as("heap in KiB").isLessThanOrEqualTo(before.heap() + LOOSE_HEAP);
            assertThat(after.resident()).as("resident memory in KiB").isLessThanOrEqualTo(before.resident() + LOOSE_RESIDENT);
        }
    }
}
