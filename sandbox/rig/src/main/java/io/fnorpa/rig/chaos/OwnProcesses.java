package io.fnorpa.rig.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes of a run: all that come from it inherit the variable that bin/chaos set. */
final class OwnProcesses {

    static final String MARK = "RPA_RUN";
    private static final int LONGEST = 160;
    /** After the process id: a program of that name, or what a browser service alone is started with. */
    private static final Pattern BROWSER = Pattern.compile("^\\d+ \\S*firefox|-Dbrowser\\.instance=|cli\\.js run-driver");

    private OwnProcesses() {}

    /** Command lines of those that still are, but for our own. */
    static Set<String> left(Predicate<String> wanted) {
        String mark = MARK + "=" + System.getenv(MARK);
        Set<String> left = new TreeSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> !process.getFileName().toString().equals(String.valueOf(ProcessHandle.current().pid())))
                    .filter(process -> Stream.of(read(process.resolve("environ")).split("\0")).anyMatch(mark::equals))
                    .map(process -> process.getFileName() + " " + read(process.resolve("cmdline")).replace('\0', ' ').strip())
                    .filter(line -> line.contains(" ") && wanted.test(line))
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST)))
                    .forEach(left::add);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot look at /proc", e);
        }
        return left;
    }

    /** Browser services, their drivers and browsers; an orchestrator, whose settings name all of them, is none. */
    static boolean isBrowser(String commandLine) {
        return BROWSER.matcher(commandLine).find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** SIGKILL to a browser service and all that it started. */
    static boolean killGroup(long leader) {
        try {
            return leader > 1 && new ProcessBuilder("kill", "-KILL", "--", "-" + leader).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The Firefox of a browser service; the topmost process, with which the others go. */
    static Optional<ProcessHandle> firefoxUnder(long browserService) {
        return ProcessHandle.of(browserService).flatMap(service -> service.descendants()
                .filter(process -> process.info().command().map(command -> command.contains("firefox")).orElse(false))
                .filter(process -> process.parent().flatMap(parent -> parent.info().command()).map(command -> !command.contains("firefox")).orElse(true))
                .findFirst());
    }
}
