package io.fnorpa.rig.demo;

import io.fnorpa.rig.demo.Screen.Colour;
import io.fnorpa.rig.demo.Screen.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the jobs while they run: on a terminal a line per job, redrawn in place; elsewhere a plain line for each change.
 * It also remembers what each job waited for.
 */
final class Progress {

    private static final String ROW = "  %-5s %-23s %-4s %-10s %8s  %s";

    private final Screen screen;
    private final Instant begin;
    private final Map<Long, String> shown = new HashMap<>();
    private final Map<Long, Waits> waits = new LinkedHashMap<>();

    Progress(Screen screen, Instant begin) {
        this.screen = screen;
        this.begin = begin;
    }

    void show(Map<DemoJob, JobView> jobs, Instant now) {
        jobs.values().forEach(job -> waits.computeIfAbsent(job.id(), id -> new Waits()).see(job, now));
        if (screen.isTerminal()) {
            screen.draw(table(jobs, now));
        } else {
            jobs.forEach((job, view) -> sayIfChanged(job, view, now));
        }
    }

    /** What a job waited for, with the time it took. */
    List<String> waitsOf(long id) {
        return waits.getOrDefault(id, new Waits()).told();
    }

    private List<Line> table(Map<DemoJob, JobView> jobs, Instant now) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(ROW.formatted("job", "", "by", "state", "time", "step"), Colour.GREY));
        jobs.forEach((job, view) -> lines.add(new Line(row(job, view, now), colour(view))));
        long done = jobs.values().stream().filter(JobView::isFinished).count();
        lines.add(new Line("  %d of %d done, %s".formatted(done, jobs.size(), Durations.brief(Duration.between(begin, now))), Colour.GREY));
        return lines;
    }

    static String row(DemoJob job, JobView view, Instant now) {
        String time = view.time(now).map(Durations::brief).orElse("");
        return ROW.formatted(view.id(), job.name(), job.way(), view.state(), time, activity(view)).stripTrailing();
    }

    /** What it does and waits for, or why it ended. */
    private static String activity(JobView view) {
        if (view.isFinished()) {
            return view.error().path("code").asText("");
        }
        String step = view.step().orElse("");
        return view.waitingReason().map(reason -> (step + " (" + reason + ")").strip()).orElse(step);
    }

    private static Colour colour(JobView view) {
        return switch (view.state()) {
            case "SUCCEEDED" -> Colour.GREEN;
            case "FAILED", "REVIEW", "CANCELLED" -> Colour.RED;
            case "RUNNING", "CLAIMED" -> view.waitingReason().isPresent() ? Colour.YELLOW : Colour.CYAN;
            default -> Colour.GREY;
        };
    }

    private void sayIfChanged(DemoJob job, JobView view, Instant now) {
        String news = view.state() + " " + activity(view);
        if (!news.equals(shown.put(view.id(), news))) {
            screen.say("%8s %s".formatted(Durations.brief(Duration.between(begin, now)), row(job, view, now)));
        }
    }

    /** The waits of one job, in order. */
    private static final class Waits {
        private final Map<String, Instant> since = new LinkedHashMap<>();
        private final Map<String, Duration> lasted = new LinkedHashMap<>();

        void see(JobView job, Instant now) {
            job.waitingReason().filter(reason -> !job.isFinished()).ifPresent(reason -> {
                since.putIfAbsent(reason, now);
                lasted.put(reason, Duration.between(since.get(reason), now));
            });
        }

        List<String> told() {
            return lasted.entrySet().stream().filter(wait -> wait.getValue().toSeconds() > 0)
                    .map(wait -> Durations.brief(wait.getValue()) + ": " + wait.getKey()).toList();
        }
    }
}
