package io.fnorpa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingTest {

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @Test
    void aCommandThatClosesWhatItHasIsWaitedFor() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        boolean[] closed = new boolean[1];
        Ending[] ending = new Ending[1];
        Thread command = new Thread(() -> {
            try {
                working.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                closed[0] = true;
            } finally {
                ending[0].commandEnded();
            }
        });
        ending[0] = ending(command, Duration.ofMinutes(1));
        command.start();
        working.await();

        ending[0].end();

        assertThat(closed[0]).isTrue();
        assertThat(complained.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatDoesNotEndIsNamedAndEndedByForce() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "600").start();
        Ending[] ending = new Ending[1];
        Thread command = new Thread(() -> {
            while (child.isAlive()) {
                try {
                    child.waitFor();
                } catch (InterruptedException deaf) {
                    // goes on
                }
            }
            ending[0].commandEnded();
        });
        ending[0] = ending(command, Duration.ofMillis(200));
        command.start();

        ending[0].end();

        assertThat(child.waitFor()).as("by SIGKILL").isEqualTo(128 + 9);
        assertThat(complained.toString(StandardCharsets.UTF_8)).contains("did not end within", "(" + child.pid() + ")").doesNotContain("may be left");
    }

    private Ending ending(Thread command, Duration limit) {
        return new Ending(command, new PrintStream(complained, true, StandardCharsets.UTF_8), limit);
    }
}
