package io.fnorpa.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Writes the answers about jobs. */
@ApplicationScoped
@Named("jobAnswers")
public class JobAnswers {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final JobViews views;

    JobAnswers(JobViews views) {
        this.views = views;
    }

    /** The job that was just made. */
    public void created(@Body List<Map<String, Object>> rows, Exchange exchange) {
        JobRow row = only(rows);
        Answer.send(exchange, CREATED, views.job(row));
        exchange.getMessage().setHeader("Location", "/api/jobs/" + row.id());
    }

    /** 201 if the batch made jobs, 200 if all of them were there; each job's number, in the caller's order. */
    public void batch(@Variable("request") NewBatch batch, @Variable("known") List<Map<String, Object>> known,
            @ExchangeProperty("made") List<Map<String, Object>> made, Exchange exchange) {
        Map<String, JobRow> there = known.stream().map(JobRow::new).collect(Collectors.toMap(row -> row.text("EXTERNAL_REF"), row -> row));
        Iterator<Map<String, Object>> next = made.iterator();
        List<Map<String, Object>> jobs = batch.jobs().stream().map(job -> there.containsKey(job.externalRef())
                ? submitted(there.get(job.externalRef()), false) : submitted(new JobRow(next.next()), true)).toList();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("jobs", jobs);
        view.put("created", made.size());
        view.put("existing", jobs.size() - made.size());
        Answer.send(exchange, made.isEmpty() ? OK : CREATED, view);
    }

    private static Map<String, Object> submitted(JobRow row, boolean created) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", row.id());
        view.put("external_ref", row.text("EXTERNAL_REF"));
        view.put("state", row.text("STATE"));
        view.put("created", created);
        return view;
    }

    public void job(@Body List<Map<String, Object>> rows, Exchange exchange) {
        Answer.send(exchange, OK, views.job(only(rows)));
    }

    /** 200 once the job is cancelled; 202 while another instance still ends its browser. */
    public void cancelled(@Body List<Map<String, Object>> rows, Exchange exchange) {
        JobRow row = only(rows);
        Answer.send(exchange, "CANCELLED".equals(row.text("STATE")) ? OK : ACCEPTED, views.job(row));
    }

    public void withHistory(@Variable("job") List<Map<String, Object>> rows, @Variable("lanes") List<Map<String, Object>> lanes,
            @Body List<Map<String, Object>> events, Exchange exchange) {
        Answer.send(exchange, OK, views.jobWithHistory(only(rows), lanes, events.stream().map(JobRow::new).toList()));
    }

    public void page(@Variable("request") JobFilter filter, @Variable("total") long total,
            @Variable("lanes") List<Map<String, Object>> lanes, @Body List<Map<String, Object>> rows, Exchange exchange) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("jobs", rows.stream().map(row -> views.job(new JobRow(row), lanes)).toList());
        page.put("total", total);
        page.put("limit", filter.limit());
        page.put("offset", filter.offset());
        Answer.send(exchange, OK, page);
    }

    private static JobRow only(List<Map<String, Object>> rows) {
        return new JobRow(rows.get(0));
    }
}
