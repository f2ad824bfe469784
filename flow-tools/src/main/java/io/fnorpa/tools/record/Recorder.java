package io.fnorpa.tools.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.rig.Checkout;
import io.fnorpa.tools.NotRunException;
import io.fnorpa.tools.WorkFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Playwright's recorder in a Firefox of this machine: {@code recorder.js}, a process of the driver's Node. What it tells
 * holds what was typed; it comes through a pipe, and is written nowhere.
 */
final class Recorder implements AutoCloseable {

    private static final String PROGRAM = "recorder.js";
    private static final int END_SECONDS = 20;
    private static final int LAST_SECONDS = 5;

    private final Process process;

    private Recorder(Process process) {
        this.process = process;
    }

    /**
     * @param person a script that does in the page what a person would, for tests, without a window; empty for a person
     * @param environment for that script
     */
    static Recorder start(Checkout checkout, WorkFolder work, URI url, Optional<Path> person, Map<String, String> environment) {
        Path driver = checkout.playwrightDriver().orElseThrow(() -> new NotRunException("Playwright's driver is not unpacked; bin/flow does it"));
        ObjectNode settings = new ObjectMapper().createObjectNode();
        settings.put("playwright", driver.resolve("package/index.js").toString());
        settings.put("firefox", Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).orElse("/usr/bin/firefox-esr"));
        settings.put("url", url.toString());
        settings.put("headless", person.isPresent());
        settings.put("locale", "en-ZA");
        settings.put("timeZone", "Africa/Johannesburg");
        person.ifPresent(script -> settings.put("person", script.toAbsolutePath().toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(driver.resolve("node").toString(), program(work).toString(), settings.toString())
                    .redirectError(Redirect.appendTo(work.of("recorder.log").toFile()));
            builder.environment().put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            builder.environment().put("TMPDIR", work.path().toString()); // the browser's profile, which knows what was done in it
            builder.environment().putAll(environment);
            return new Recorder(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The recorder does not start", e);
        }
    }

    private static Path program(WorkFolder work) throws IOException {
        try (InputStream text = Recorder.class.getResourceAsStream(PROGRAM)) {
            Path file = work.of(PROGRAM);
            Files.copy(text, file);
            return file;
        }
    }

    /**
     * Gives each line as it comes, until the recording has ended.
     *
     * @throws NotRunException it ended before it had begun, or we were told to end
     */
    void follow(Consumer<Recorded> taker) {
        FutureTask<Void> reading = new FutureTask<>(() -> read(taker), null);
        Thread reader = new Thread(reading, "recorder"); // a pipe is read to its end, whatever we are told meanwhile
        reader.setDaemon(true);
        reader.start();
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRunException("The recording was broken off; nothing is written");
        }
    }

    private void read(Consumer<Recorded> taker) {
        boolean ended = false;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                Recorded line = Recorded.parse(text);
                if (line.event().equals("failed")) {
                    throw new NotRunException("The recording could not begin: " + line.whole().path("message").asText());
                }
                ended |= line.event().equals("end");
                taker.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The recorder cannot be read", e);
        }
        if (!ended) {
            throw new NotRunException("The recorder ended before its time; nothing is written");
        }
    }

    /** Ends the recording: what was told by then counts. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** Its browser has ended too then, and writes to its profile no more. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        stop();
        try {
            List<ProcessHandle> browser = process.descendants().toList();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            for (ProcessHandle part : browser) {
                part.onExit().completeOnTimeout(part, LAST_SECONDS, TimeUnit.SECONDS).join();
                part.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
