package io.fnorpa.rig.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;

/**
 * What came of the jobs, for a program: {@code jobs: [{id, provider, type, status, attempt, result,
 * evidence: [{key, sha256, step}], duration_ms, error}], summary: {succeeded, failed, review}}.
 */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {
    }

    /** So that the report of an earlier demo is not taken for that of one which failed. */
    static void removeOld(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DemoFailedException("Cannot remove the old report " + file + ": " + e.getMessage());
        }
    }

    /** In one step: a reader finds all of it or nothing. */
    static void write(Path file, Collection<JobView> jobs, Instant now) {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(draft, JSON.writeValueAsString(of(jobs, now)) + "\n");
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DemoFailedException("Cannot write the report " + file + ": " + e.getMessage());
        }
    }

    static ObjectNode of(Collection<JobView> jobs, Instant now) {
        ObjectNode report = JSON.createObjectNode();
        ArrayNode list = report.putArray("jobs");
        jobs.forEach(job -> list.add(one(job, now)));
        report.putObject("summary")
                .put("succeeded", count(jobs, "SUCCEEDED"))
                .put("failed", count(jobs, "FAILED"))
                .put("review", count(jobs, "REVIEW"));
        return report;
    }

    private static ObjectNode one(JobView job, Instant now) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", job.id()).put("provider", job.provider()).put("type", job.type()).put("status", job.state())
                .put("attempt", job.attempt());
        node.set("result", job.result().isObject() ? job.result() : JSON.createObjectNode());
        ArrayNode evidence = node.putArray("evidence");
        job.evidence().forEach(piece -> evidence.addObject()
                .put("key", piece.key()).put("sha256", piece.sha256()).put("step", piece.step()));
        job.time(now).ifPresentOrElse(time -> node.put("duration_ms", time.toMillis()), () -> node.putNull("duration_ms"));
        node.set("error", job.error().isObject() ? job.error() : JSON.nullNode());
        return node;
    }

    private static long count(Collection<JobView> jobs, String state) {
        return jobs.stream().filter(job -> job.state().equals(state)).count();
    }
}
