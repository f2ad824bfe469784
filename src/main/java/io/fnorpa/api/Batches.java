package io.fnorpa.api;

import io.fnorpa.attempt.JobState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Reads the jobs that are submitted in one call, and says index by index what is wrong with one. */
@ApplicationScoped
@Named("batches")
public class Batches {

    private static final int LARGEST = 1000;

    private final Submissions submissions;

    Batches(Submissions submissions) {
        this.submissions = submissions;
    }

    /**
     * Body: {@code {jobs: [...]}}, each as for {@link Submissions#read}.
     *
     * @throws ApiRefusal with each field of each job that is wrong
     */
    public NewBatch read(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        List<RequestFields> parts = fields.parts("jobs", LARGEST);
        List<NewJob> jobs = new ArrayList<>();
        Map<String, Integer> refs = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) != null) {
                NewJob job = submissions.job(parts.get(i), Callers.name(exchange));
                requireOwnReference(parts.get(i), job, i, refs);
                parts.get(i).endPart();
                jobs.add(job);
            }
        }
        fields.end();
        return new NewBatch(jobs);
    }

    private static void requireOwnReference(RequestFields part, NewJob job, int index, Map<String, Integer> refs) {
        Integer other = job.hasExternalRef() ? refs.putIfAbsent(job.externalRef(), index) : null;
        if (other != null) {
            part.refuse(new FieldError("external_ref", "is that of jobs[" + other + "] too: '" + job.externalRef() + "'"));
        }
    }

    /**
     * The jobs of a batch that are not there yet.
     *
     * @param rows those that are there under one of its references
     * @throws ApiRefusal one of them is other work
     */
    public List<NewJob> notThereYet(@Body List<Map<String, Object>> rows, @Variable("request") NewBatch batch) {
        Map<String, JobRow> there = rows.stream().map(JobRow::new).collect(Collectors.toMap(row -> row.text("EXTERNAL_REF"), row -> row));
        List<FieldError> conflicts = new ArrayList<>();
        List<NewJob> missing = new ArrayList<>();
        for (int i = 0; i < batch.jobs().size(); i++) {
            NewJob job = batch.jobs().get(i);
            JobRow row = there.get(job.externalRef());
            if (row == null) {
                missing.add(job);
            } else if (!submissions.isSameWork(job, row)) {
                conflicts.add(new FieldError("jobs[" + i + "].external_ref", Submissions.otherWork(job, row)));
            }
        }
        if (!conflicts.isEmpty()) {
            throw ApiRefusal.conflicts("Nothing was submitted: " + conflicts.size() + " of the references belong to other work", conflicts);
        }
        return missing;
    }

    /** A list for the rows that a batch makes. */
    public List<Map<String, Object>> noRows() {
        return new ArrayList<>();
    }

    /** Puts the row that was made on the list, as far as it is told to the caller. */
    public void add(Map<String, Object> id, NewJob job, List<Map<String, Object>> made) {
        Map<String, Object> row = new HashMap<>();
        row.put("ID", id.get("id"));
        row.put("EXTERNAL_REF", job.externalRef());
        row.put("STATE", JobState.PENDING.name());
        made.add(row);
    }
}
