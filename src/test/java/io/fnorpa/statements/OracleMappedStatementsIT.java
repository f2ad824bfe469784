package io.fnorpa.statements;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the statements, kept by those that are mapped to an older dashboard's table, on Oracle. The tables are a DBA's. */
@Tag("oracle")
class OracleMappedStatementsIT implements WholeContract, MappingContract {

    private static OracleDatabase oracle;
    private static Path folder;
    private static Statements statements;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.NEVER) Path temporary) throws IOException {
        oracle = new OracleDatabase();
        DataSource schema = oracle.newSchema();
        DashboardMapping.makeTablesOnOracle(schema);
        folder = DashboardMapping.editedCopy(temporary);
        statements = new Statements(folder, schema);
    }

    @AfterAll
    static void end() {
        if (statements != null) {
            statements.close();
        }
        if (oracle != null) {
            oracle.close();
        }
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public JobTable table() {
        return new DashboardTable(statements.byHand());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String setTimeZone(String offset) {
        return OracleDatabase.setTimeZone(offset);
    }
}
