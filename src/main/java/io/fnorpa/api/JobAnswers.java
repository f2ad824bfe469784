package io.fnorpa.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
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
