package io.fnorpa.rig.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.demo.Screen.Colour;
import io.fnorpa.rig.demo.Screen.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came of the jobs, for a reader. */
final class Summary {

    private Summary() {
    }

    static List<Line> of(Map<DemoJob, JobView> jobs, Progress progress, Instant now) {
        List<Line> lines = new ArrayList<>();
        jobs.forEach((job, view) -> {
            lines.add(new Line(head(job, view, now), view.succeeded() ? Colour.GREEN : Colour.RED));
            view.result().fields().forEachRemaining(field -> lines.add(detail(field.getKey(), text(field.getValue()))));
            if (view.error().isObject()) {
                lines.add(detail("error", view.error().path("code").asText() + ": " + view.error().path("message").asText()));
            }
            progress.waitsOf(view.id()).forEach(wait -> lines.add(detail("waited", wait)));
            view.evidence().forEach(piece -> lines.add(detail("evidence", piece.key())));
        });
        return lines;
    }

    private static String head(DemoJob job, JobView view, Instant now) {
        return "  %-5d %-23s %-10s attempt %d, %s".formatted(view.id(), job.name(), view.state(), view.attempt(),
                view.time(now).map(Durations::brief).orElse("not started"));
    }

    private static Line detail(String name, String value) {
        return Line.of("          %-18s %s".formatted(name, value));
    }

    /** A table counts its rows; all else is shown as it is. */
    private static String text(JsonNode value) {
        return value.isArray() ? value.size() + " rows" : value.isValueNode() ? value.asText() : value.toString();
    }
}
