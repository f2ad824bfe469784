package io.fnorpa.tools.run;

import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.FlowStep;
import io.fnorpa.flow.StepWatch;
import io.fnorpa.tools.Paper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Writes a line for each step as it is done: when, what as it is written, where it stands; then how it ended and how long it took. */
final class StepLines implements StepWatch {

    private static final List<String> ABOUT = List.of("step", "url", "target");
    private static final int LONGEST_VALUE = 80;

    private final Paper paper;
    private final Clock clock;
    private final Instant begin;
    private final Deque<Begun> open = new ArrayDeque<>();

    private record Begun(String line, Instant at) {}

    StepLines(Paper paper, Clock clock) {
        this.paper = paper;
        this.clock = clock;
        this.begin = clock.instant();
    }

    @Override
    public void begins(FlowStep step) {
        Instant now = clock.instant();
        String line = "%s%s%s  (%s)".formatted(time(now), "  ".repeat(open.size()), words(step), step.place());
        open.push(new Begun(line, now));
        paper.begin(line);
    }

    @Override
    public void ended(FlowStep step, FlowAttempt attempt, Throwable failure) {
        Instant now = clock.instant();
        Begun begun = open.pop();
        String took = took(Duration.between(begun.at(), now));
        String result = failure != null ? "  FAILED after " + took + ": " + firstLine(failure)
                : attempt.end().map(end -> "  ends the flow: " + end.verdict() + " " + end.code()).orElse("  ok, " + took + value(step, attempt));
        paper.end("%s%s%s  (%s)".formatted(time(now), "  ".repeat(open.size()), words(step), step.place()), result);
    }

    private String time(Instant now) {
        return String.format(Locale.ROOT, "%7.1f s  ", Duration.between(begin, now).toMillis() / 1000.0);
    }

    private static String took(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** {@code browser:fill label=Username credential=username}: first what it is about, then the rest, but for what is only said when it ends. */
    private static String words(FlowStep step) {
        StringBuilder words = new StringBuilder(step.name());
        ABOUT.stream().filter(step.options()::containsKey).forEach(name -> words.append(' ').append(shortened(step.options().get(name))));
        step.options().forEach((name, value) -> {
            if (!ABOUT.contains(name) && !name.equals("message")) {
                words.append(' ').append(name).append('=').append(shortened(value));
            }
        });
        return words.toString();
    }

    private static String value(FlowStep step, FlowAttempt attempt) {
        Object value = step.name().equals("browser:extract") || step.name().equals("job:result") ? attempt.results().get(step.options().get("name")) : null;
        return value == null ? "" : ": " + shortened(String.valueOf(value));
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}
