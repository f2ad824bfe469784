package io.fnorpa.statements;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the statements, kept by those that are mapped to the table of an older dashboard, on H2. */
class H2MappedStatementsTest implements WholeContract, MappingContract {

    private static H2 h2;
    private static Path folder;
    private static Statements statements;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.NEVER) Path temporary) throws IOException {
        h2 = new H2(temporary);
        DashboardMapping.makeTablesOnH2(h2.connections());
        folder = DashboardMapping.editedCopy(temporary);
        statements = new Statements(folder, h2.connections());
    }

    @AfterAll
    static void end() {
        statements.close();
        h2.close();
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
        return H2.setTimeZone(offset);
    }
}
