package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void saysEachChangeOnceWhereThereIsNoTerminal() {
        Progress progress = new Progress(Screen.plain(out), BEGIN);
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(2));
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(12));
        progress.show(Jobs.only(Jobs.succeeded()), BEGIN.plusSeconds(66));
        assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("\033"));
        assertThat(lines().get(0)).contains("2 s", "octotel validation", "RUNNING", "login (next code begins at 10:00:30)");
        assertThat(lines().get(1)).contains("1:06 min", "SUCCEEDED", "1:05 min");
    }

    @Test
    void redrawsItsLinesOnATerminalAndCutsThemToItsWidth() {
        Progress progress = new Progress(Screen.terminal(out, 60, false), BEGIN);
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(2));
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(3));
        assertThat(text()).contains("\033[3A\033[J");
        assertThat(lines()).allMatch(line -> line.replace("\033[3A\033[J", "").length() <= 60);
        assertThat(text()).contains("0 of 1 done, 3 s");
    }

    @Test
    void remembersWhatAJobWaitedFor() {
        Progress progress = new Progress(Screen.plain(out), BEGIN);
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(2));
        progress.show(Jobs.only(Jobs.waiting()), BEGIN.plusSeconds(30));
        progress.show(Jobs.only(Jobs.succeeded()), BEGIN.plusSeconds(66));
        assertThat(progress.waitsOf(7)).containsExactly("28 s: next code begins at 10:00:30");
        String summary = Summary.of(Jobs.only(Jobs.succeeded()), progress, BEGIN, 100).toString();
        assertThat(summary).contains("28 s: next code", "Active", "2 rows", "evidence/7/1_status.png");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }
}
