package io.fnorpa.database;

import io.fnorpa.config.DatabaseKind;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, brought up to date by Flyway. */
public final class Schema {

    private Schema() {}

    /** Runs the migrations that this database has not had. */
    public static void migrate(DataSource database, String url) {
        FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database).locations("classpath:" + OracleMigrations.COMMON);
        if (DatabaseKind.isOracle(url)) {
            flyway.resourceProvider(new OracleMigrations());
        }
        flyway.load().migrate();
    }
}
