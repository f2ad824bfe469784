package io.fnorpa.bench.totp;

import io.fnorpa.totp.ReservingProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link ReservingProgram} while it runs, with the packaged platform on its class path. */
final class ReservingProcess implements AutoCloseable {

    private static final int END_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream turns;

    /** Returns when it is ready. */
    ReservingProcess(Path home, Path log, List<String> arguments) throws IOException {
        Path platform = home.resolve("src/target/quarkus-app");
        String classPath = String.join(":", home.resolve("sandbox/bench/target/classes").toString(), platform.resolve("app").resolve("*").toString(),
                platform.resolve("lib/main").resolve("*").toString(), platform.resolve("lib/boot").resolve("*").toString());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", classPath, ReservingProgram.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(Redirect.to(log.toFile())).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        turns = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        for (String line = read(log); !line.equals(ReservingProgram.READY); line = read(log)) {
            // whatever else a library prints at the start
        }
    }

    private String read(Path log) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A process of the bench ended; see " + log);
        }
        return line;
    }

    /** Begins a turn; {@link #taken()} waits for its end. */
    void begin(String what, int callers, long millis) {
        turns.println(what + " " + callers + " " + millis);
    }

    /** How long each call of the turn took, in microseconds. */
    List<Long> taken() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A process of the bench ended during its turn");
        }
        return line.isEmpty() ? List.of() : Stream.of(line.split(" ")).map(Long::valueOf).toList();
    }

    @Override
    public void close() {
        turns.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
