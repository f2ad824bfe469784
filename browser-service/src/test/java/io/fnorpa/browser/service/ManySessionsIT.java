package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions one after the other leave no process, thread, file or descriptor behind, and the memory flat. A few in every
 * run; 500 with {@code -Drpa.test.full=true}, or as many as {@code -Drpa.test.sessions} says.
 */
class ManySessionsIT {

    private static final int FIRST = 3;
    private static final int MANY = Integer.getInteger("rpa.test.sessions", Boolean.getBoolean("rpa.test.full") ? 500 : 5);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void leaveNothingBehind(int atATime) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder, "-Dbrowser.max-sessions=" + atATime); AwkwardSite site = new AwkwardSite()) {
            SessionsInARow sessions = new SessionsInARow(service, site, atATime);
            sessions.run(FIRST);
            Footprint before = sessions.settled();

            sessions.run(MANY);

            await().atMost(ServiceProcess.PATIENCE).untilAsserted(() -> assertThat(sessions.settled().countable()).isEqualTo(before.countable()));
            Footprint after = sessions.settled();
            System.out.println(before + "\n" + after);
        }
    }
}
