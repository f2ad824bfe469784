package io.fnorpa.statements;

import io.fnorpa.database.Schema;
import io.fnorpa.rig.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the statements, kept by {@code routes/sql} on H2. */
class H2StatementsTest implements WholeContract {

    private static H2 h2;
    private static Statements statements;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        h2 = new H2(folder);
        Schema.migrate(h2.connections(), h2.url());
        statements = new Statements(Checkout.find().root().resolve("routes/sql"), h2.connections());
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
        return new PlatformTable(statements.byHand());
    }

    @Override
    public String setTimeZone(String offset) {
        return H2.setTimeZone(offset);
    }
}
