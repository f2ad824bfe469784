package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.database.Schema;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    /** As docs/database.md has it done by hand. */
    @Test
    void oldVersionsThatNobodyMissesCanBeRemoved() throws IOException {
        String provider = Statements.unique("fno");
        for (String version : List.of("named", "rest", "decided", "old", "young", "last")) {
            statements.change("insert-flow-version.sql", new HashMap<>(Map.of("provider", provider, "version", provider + version, "files", "{}", "share", 100, "rest", "")));
        }
        statements.byHand().update("update flow_version set held_at = systimestamp - interval '200' day where provider = ? and version <> ?", provider, provider + "young");
        statements.byHand().update("update flow_version set held_at = systimestamp - interval '1' day, rest_version = ? where version = ?", provider + "rest", provider + "last");
        statements.byHand().update("update flow_version set decided_at = systimestamp, decided_by = 'Olga' where version = ?", provider + "decided");
        long job = table().insert(provider, "validation", "{}", 0);
        statements.byHand().update("update job set flow_version = ? where id = ?", provider + "named", job);

        Matcher removal = Pattern.compile("(?ms)^delete from flow_version .*?(?=^```)").matcher(Files.readString(Checkout.find().root().resolve("docs/database.md")));
        assertThat(removal.find()).isTrue();
        assertThat(statements.byHand().update(removal.group())).isEqualTo(1);

        assertThat(statements.rows("last-flow-versions.sql", Map.of("provider", provider))).extracting(row -> row.get("VERSION"))
                .containsExactlyInAnyOrder(provider + "named", provider + "rest", provider + "decided", provider + "young", provider + "last");
        statements.byHand().update("delete from flow_version where provider = ? and version <> ?", provider, provider + "rest");
        assertThat(statements.byHand().update(removal.group())).as("an FNO's last").isZero();
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
