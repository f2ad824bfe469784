package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.attempt.JobState;
import io.fnorpa.lint.OracleGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.BadSqlGrammarException;

/** What must hold where the statements are mapped to a table that exists, besides the contract of all statements. */
interface MappingContract extends StatementsContract {

    /** Columns of table job that the dashboard's table has under names of its own. */
    Set<String> MAPPED = Set.of("ID", "EXTERNAL_REF", "PROVIDER", "TYPE", "PARAMETERS", "PRIORITY", "RUN_AFTER", "STATE", "SUBMITTED_AT",
            "FINISHED_AT", "ERROR_MESSAGE", "RESULT");

    /** The edited copy. */
    Path folder();

    @TestFactory
    default Stream<DynamicTest> noStatementLooksAtTheTableJob() throws IOException {
        Pattern tableJob = Pattern.compile("\\b(?:from|into|update|join) job\\b");
        return statementFiles().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            String text = Files.readString(file).replaceAll("(?m)^--.*$", "").strip();
            OracleGrammar.parse(text);
            assertThat(text).doesNotContainPattern(tableJob);
        }));
    }

    @Test
    default void theTableHasRoomForAllThatThePlatformRemembers() {
        List<String> wanted = columns("select * from job").stream()
                .filter(column -> !MAPPED.contains(column) && !isColumn(column)).toList();

        assertThat(wanted).as("columns of job that docs/oracle/dashboard-table/columns.sql does not add yet").isEmpty();
    }

    @Test
    default void theDashboardsOwnStatementsGoOnAsBefore() {
        List<String> columns = columns("select * from rpa_jobs");

        assertThat(columns).containsExactly("JOB_ID", "JOB_REFERENCE", "FNO_CODE", "JOB_ACTION", "JOB_PARAMETERS", "JOB_PRIORITY",
                "SCHEDULED_FOR", "REQUESTED_BY", "JOB_STATUS", "STATUS_MESSAGE", "RESULT_DATA", "CREATED_AT", "COMPLETED_AT");
        assertThat(statements().byHand().update("insert into rpa_jobs values (987654321, '" + Statements.unique("order")
                + "', 'OCTOTEL', 'VALIDATE', '{}', 0, null, 'Ada', 'completed', null, null, systimestamp, systimestamp)")).isEqualTo(1);
        assertThat(state(987_654_321)).isEqualTo("SUCCEEDED");
    }

    @Test
    default void theTablesCodesAndActionsAreThePlatformsProvidersAndTypes() {
        statements().change("open-lane.sql", java.util.Map.of("provider", "metrofiber", "name", "MetroFibre", "concurrency", 2));
        statements().byHand().update("insert into rpa_jobs (job_reference, fno_code, job_action, job_parameters) values (?, ?, ?, ?)",
                Statements.unique("order"), "METROFIBRE", "CANCEL", "{}");

        long job = due("metrofiber", 1).get(0);

        assertThat(read(job)).containsEntry("PROVIDER", "metrofiber").containsEntry("TYPE", "cancellation");
        statements().change("cancel-pending.sql", java.util.Map.of("id", job, "caller", "Ada", "why", "by Ada"));
    }

    @Test
    default void aFailedRowThatTheDashboardQueuesAgainIsDueAgain() {
        String provider = openLane();
        long job = insert(provider);
        statements().change("settle-job.sql", start(job).settled(JobState.FAILED, "service-unknown", "{}"));

        statements().byHand().update("update rpa_jobs set job_status = 'queued' where job_id = ? and job_status = 'failed'", job);

        assertThat(state(job)).isEqualTo("PENDING");
        assertThat(due(provider, 5)).containsExactly(job);
    }

    /** Invisible ones are in no list of a table's columns. */
    private boolean isColumn(String name) {
        try {
            columns("select " + name + " from rpa_jobs where 1 = 0");
            return true;
        } catch (BadSqlGrammarException e) {
            return false;
        }
    }

    private List<String> columns(String query) {
        return statements().byHand().query(query, rows -> {
            List<String> names = new java.util.ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnLabel(i));
            }
            return names;
        });
    }

    private Stream<Path> statementFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().collect(Collectors.toList()).stream();
        }
    }
}
