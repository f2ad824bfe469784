package io.fnorpa.browser.service.firefox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it does when so many bytes came; this process writes in Firefox's place. What it does by the clock is tried with Firefox. */
class DownloadWatchTest {

    private static final int MOST = 100;

    @TempDir
    Path folder;

    private final AtomicInteger cuts = new AtomicInteger();
    private DownloadWatch watch;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        Path real = folder.toRealPath(); // as /proc names it
        file = real.resolve("file.part");
        watch = new DownloadWatch("test", real, MOST, ProcessHandle::current, cuts::incrementAndGet, () -> { });
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void whatIsTooMuchAndBeingWrittenIsBrokenOff() throws IOException {
        try (OutputStream out = Files.newOutputStream(file); DownloadWatch.Awaited awaited = watch.await(Duration.ofMinutes(1))) {
            out.write(new byte[MOST]);
            watch.cutIfTooMuch();
            assertThat(cuts).as("it is not too much").hasValue(0);

            out.write(1);
            watch.cutIfTooMuch();
            assertThat(cuts).hasValue(1);
            assertThat(awaited.isTooLarge()).isTrue();
        }
    }

    @Test
    void withNobodyWhoWaitsForItToo() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[MOST + 1]);
            watch.cutIfTooMuch();
        }
        assertThat(cuts).hasValue(1);
    }

    /** It is deleted in a moment; what comes meanwhile is another page's. */
    @Test
    void aFileThatIsThereWholeCutsNothing() throws IOException {
        Files.write(file, new byte[MOST + 1]);

        watch.cutIfTooMuch();

        assertThat(cuts).hasValue(0);
    }

    @Test
    void aFolderThatIsGoneCutsNothing() throws IOException {
        Files.delete(file.getParent());

        watch.cutIfTooMuch();

        assertThat(cuts).hasValue(0);
    }
}
