package io.fnorpa.browser.service.firefox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks at what a Firefox is loading into its download folder, {@value #LOOK_MS} ms after {@value #LOOK_MS} ms and after each
 * {@value #LOOK_BYTES} bytes that came, because Firefox has no bound of its own and Playwright tells of a file when it is whole. What a page sends without having been
 * asked is deleted once Firefox has closed it. Once all files together have more than the bound, or a file that a command
 * waits for is late, the browser's connections are cut, upon which Firefox ends the download. If there is still more than
 * the bound {@value #OBEY_SECONDS} s later (a page can make files without a network), the browser is killed.
 */
public final class DownloadWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DownloadWatch.class);
    /** A fast portal sends much in the time of a look: its size is looked at after so many bytes too. */
    static final long LOOK_BYTES = 1 << 20;
    private static final long LOOK_MS = 50;
    private static final long OBEY_SECONDS = 2;

    private final Path folder;
    private final long most;
    private final Supplier<ProcessHandle> firefox;
    private final Runnable cut;
    private final Runnable kill;
    private final ScheduledExecutorService clock;
    private volatile Awaited awaited;
    private long overSince;
    private volatile String trouble;

    /**
     * @param most    bytes that may be in the folder
     * @param firefox the process that writes there
     * @param cut     cuts the browser's connections
     * @param kill    kills the browser
     */
    DownloadWatch(String name, Path folder, long most, Supplier<ProcessHandle> firefox, Runnable cut, Runnable kill) {
        this.folder = folder;
        this.most = most;
        this.firefox = firefox;
        this.cut = cut;
        this.kill = kill;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name + "-downloads");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        clock.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** From now on the folder is the command's, until it closes what it gets. What still comes without having been asked counts too. */
    public synchronized Awaited await(Duration limit) {
        List<Path> files = files();
        if (!files.isEmpty()) {
            deleteAll(files, open(files));
        }
        awaited = new Awaited(System.nanoTime() + limit.toNanos());
        return awaited;
    }

    /** Why the browser was killed. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void look() {
        try {
            List<Path> files = files();
            if (files.isEmpty()) {
                overSince = 0;
            } else {
                look(files);
            }
        } catch (RuntimeException e) {
            LOG.errorf("Looking after downloads failed: %s", e.getClass().getName());
        }
    }

    /** Breaks off what is too much. To be called after {@link #LOOK_BYTES}, by whoever has received them; never waits. */
    void cutIfTooMuch() {
        List<Path> files = files();
        if (isTooMuch(files) && !open(files).isEmpty()) {
            Awaited present = awaited;
            if (present != null) {
                present.tooLarge = true;
            }
            cut.run();
        }
    }

    private boolean isTooMuch(List<Path> files) {
        return files.stream().mapToLong(DownloadWatch::size).sum() > most;
    }

    private synchronized void look(List<Path> files) {
        Set<Path> open = open(files);
        if (isTooMuch(files)) {
            tooMuch(open);
        } else {
            overSince = 0;
        }
        if (awaited == null) {
            deleteAll(files, open);
        } else if (awaited.isOver() && !open.isEmpty()) {
            awaited.late = true;
            cut.run();
        }
    }

    private void tooMuch(Set<Path> open) {
        if (awaited != null) {
            awaited.tooLarge = true;
        }
        if (open.isEmpty()) {
            return; // it was the last of it
        }
        if (overSince == 0) {
            overSince = System.nanoTime();
        }
        cut.run();
        if (System.nanoTime() - overSince > TimeUnit.SECONDS.toNanos(OBEY_SECONDS)) {
            trouble = "The portal sent more than browser.max-download allows (" + most
                    + " bytes) and Firefox did not stop it; it was killed and the session is over";
            kill.run();
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            return List.of(); // the browser has ended
        }
    }

    /** Which of them Firefox has open; all of them if that cannot be seen. */
    private Set<Path> open(List<Path> files) {
        ProcessHandle process = firefox.get();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + (process == null ? 0 : process.pid()) + "/fd"))) {
            return descriptors.map(DownloadWatch::target).filter(files::contains).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.copyOf(files);
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return descriptor; // closed meanwhile
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // renamed or deleted meanwhile
        }
    }

    private static void deleteAll(List<Path> files, Set<Path> but) {
        for (Path file : files) {
            if (!but.contains(file)) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debugf("A download could not be deleted: %s", e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A file that a command waits for. */
    public final class Awaited implements AutoCloseable {

        private final long end;
        private volatile boolean tooLarge;
        private volatile boolean late;

        private Awaited(long end) {
            this.end = end;
        }

        private boolean isOver() {
            return System.nanoTime() - end >= 0;
        }

        /** Whether there was more than the bound, and the download was ended. */
        public boolean isTooLarge() {
            return tooLarge;
        }

        /** Whether it was not whole at the command's limit, and was ended. */
        public boolean isLate() {
            return late;
        }

        @Override
        public void close() {
            synchronized (DownloadWatch.this) {
                awaited = null;
            }
        }
    }
}
