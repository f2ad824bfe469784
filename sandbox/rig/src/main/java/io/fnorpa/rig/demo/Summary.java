package io.fnorpa.rig.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.demo.Screen.Colour;
import io.fnorpa.rig.demo.Screen.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came of the jobs, for a reader: a table with a row per job, and below it the job's result, waits and evidence. */
final class Summary {

    private static final String ROW = "  %-5s %-23s %-4s %-10s %8s  %s";
    private static final String DETAIL = "        %-9s %s";
    private static final int DETAIL_INDENT = DETAIL.formatted("", "").length();
    private static final String BETWEEN_FIELDS = ", ";

    private Summary() {
    }

    /** @param columns the width that long results are wrapped at */
    static List<Line> of(Map<DemoJob, JobView> jobs, Progress progress, Instant now, int columns) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(ROW.formatted("job", "", "by", "state", "time", "attempt"), Colour.GREY));
        jobs.forEach((job, view) -> {
            lines.add(new Line(head(job, view, now), view.succeeded() ? Colour.GREEN : Colour.RED));
            lines.addAll(details("result", wrapped(fields(view.result()), columns - DETAIL_INDENT)));
            lines.addAll(details("error", wrapped(error(view.error()), columns - DETAIL_INDENT)));
            lines.addAll(details("waited", progress.waitsOf(view.id())));
            lines.addAll(details("evidence", view.evidence().stream().map(JobView.Evidence::key).toList()));
        });
        return lines;
    }

    private static String head(DemoJob job, JobView view, Instant now) {
        return ROW.formatted(view.id(), job.name(), job.way(), view.state(), view.time(now).map(Durations::brief).orElse(""), view.attempt());
    }

    /** The name stands before the first line only. */
    private static List<Line> details(String name, List<String> texts) {
        List<Line> lines = new ArrayList<>();
        texts.forEach(text -> lines.add(Line.of(DETAIL.formatted(lines.isEmpty() ? name : "", text))));
        return lines;
    }

    private static List<String> fields(JsonNode result) {
        List<String> fields = new ArrayList<>();
        result.fields().forEachRemaining(field -> fields.add(field.getKey() + ": " + text(field.getValue())));
        return fields;
    }

    private static List<String> error(JsonNode error) {
        return error.isObject() ? List.of(error.path("code").asText() + ": " + error.path("message").asText()) : List.of();
    }

    /** Tables and long texts are only counted; the job API has them whole. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.size() + " rows";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        long lines = text.lines().count();
        return lines > 1 ? lines + " lines" : text;
    }

    private static List<String> wrapped(List<String> fields, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            if (line.length() > 0 && line.length() + BETWEEN_FIELDS.length() + field.length() > columns) {
                lines.add(line + BETWEEN_FIELDS.strip());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : BETWEEN_FIELDS).append(field);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
