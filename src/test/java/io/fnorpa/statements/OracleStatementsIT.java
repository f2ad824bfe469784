package io.fnorpa.statements;

import io.fnorpa.database.Schema;
import io.fnorpa.rig.Checkout;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract of the statements, kept by {@code routes/sql} on Oracle. The tables are Flyway's. */
@Tag("oracle")
class OracleStatementsIT implements WholeContract {

    private static OracleDatabase oracle;
    private static Statements statements;

    @BeforeAll
    static void start() {
        oracle = new OracleDatabase();
        DataSource schema = oracle.newSchema();
        Schema.migrate(schema, oracle.url());
        statements = new Statements(Checkout.find().root().resolve("routes/sql"), schema);
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
        return new PlatformTable(statements.byHand());
    }

    @Override
    public String setTimeZone(String offset) {
        return OracleDatabase.setTimeZone(offset);
    }
}
