package io.fnorpa.statements;

import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code rpa_jobs} of the example, as its dashboard uses it. */
final class DashboardTable implements JobTable {

    private final JdbcTemplate byHand;

    DashboardTable(JdbcTemplate byHand) {
        this.byHand = byHand;
    }

    @Override
    public long insert(String provider, String type, String parameters, int priority) {
        String reference = Statements.unique("dashboard");
        byHand.update("insert into rpa_jobs (job_reference, fno_code, job_action, job_parameters, job_priority) values (?, ?, ?, ?, ?)",
                reference, provider.toUpperCase(Locale.ROOT), "VALIDATE", parameters, priority);
        return byHand.queryForObject("select job_id from rpa_jobs where job_reference = ?", Long.class, reference);
    }

    @Override
    public void postpone(long job, int seconds) {
        byHand.update("update rpa_jobs set scheduled_for = systimestamp + cast(? as number(9)) * interval '1' second where job_id = ?", seconds, job);
    }

    @Override
    public String status(long job) {
        return byHand.queryForObject("select job_status from rpa_jobs where job_id = ?", String.class, job);
    }

    @Override
    public String wordFor(String state) {
        return switch (state) {
            case "PENDING" -> "queued";
            case "CLAIMED", "RUNNING" -> "processing";
            case "SUCCEEDED" -> "completed";
            default -> "failed";
        };
    }
}
