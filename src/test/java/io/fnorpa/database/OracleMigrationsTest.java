package io.fnorpa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The migrations for Oracle, run by Flyway as on an Oracle, in an H2 that was given the one function which it lacks. */
public class OracleMigrationsTest {

    private static final String FUNCTION = OracleMigrationsTest.class.getName() + ".utc";

    @Test
    void oraclesOwnFilesGoBeforeTheCommonOnes() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:oracle-migrations;MODE=Oracle;DB_CLOSE_DELAY=-1");
        JdbcTemplate tables = new JdbcTemplate(h2);
        tables.execute("create alias sys_extract_utc deterministic for \"" + FUNCTION + "\"");
        try {
            Schema.migrate(h2, "jdbc:oracle:thin:@//dbhost:1521/service");

            assertThat(tables.queryForObject("select data_type from information_schema.columns where table_name = 'JOB' and column_name = 'QUEUE_KEY'",
                    String.class)).isEqualTo("TIMESTAMP");
            tables.update("insert into job (provider, type, priority, submitted_at) values ('octotel', 'validation', 90,"
                    + " timestamp with time zone '2026-03-31 12:00:00+02:00')");
            assertThat(tables.queryForObject("select queue_key from job", LocalDateTime.class)).isEqualTo(LocalDateTime.of(2026, 3, 31, 8, 30));
        } finally {
            tables.execute("shutdown");
        }
    }

    /** Oracle's {@code sys_extract_utc}. */
    public static LocalDateTime utc(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
}
