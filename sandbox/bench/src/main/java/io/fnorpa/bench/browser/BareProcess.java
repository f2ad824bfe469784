package io.fnorpa.bench.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@link BareProgram} while it runs. */
final class BareProcess implements AutoCloseable {

    private static final int END_SECONDS = 30;

    private final Process process;

    /** Returns when its pages are opened. */
    BareProcess(Engine engine, String url, int browsers, File log) throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                BareProgram.class.getName(), engine.name(), url, String.valueOf(browsers)).redirectError(Redirect.to(log)).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); !BareProgram.OPENED.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("The bare program ended before it had opened a page; see " + log);
            }
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
