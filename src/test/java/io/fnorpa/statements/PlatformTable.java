package io.fnorpa.statements;

import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code job}, as a dashboard that was made for the platform uses it. */
final class PlatformTable implements JobTable {

    private final JdbcTemplate byHand;

    PlatformTable(JdbcTemplate byHand) {
        this.byHand = byHand;
    }

    @Override
    public long insert(String provider, String type, String parameters, int priority) {
        String reference = Statements.unique("dashboard");
        byHand.update("insert into job (external_ref, provider, type, parameters, priority) values (?, ?, ?, ?, ?)",
                reference, provider, type, parameters, priority);
        return byHand.queryForObject("select id from job where external_ref = ?", Long.class, reference);
    }

    @Override
    public void postpone(long job, int seconds) {
        byHand.update("update job set run_after = systimestamp + cast(? as number(9)) * interval '1' second where id = ?", seconds, job);
    }

    @Override
    public String status(long job) {
        return byHand.queryForObject("select state from job where id = ?", String.class, job);
    }

    @Override
    public String wordFor(String state) {
        return state;
    }
}
