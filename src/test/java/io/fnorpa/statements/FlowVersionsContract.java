package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Versions of flows, and what is decided about them. */
interface FlowVersionsContract extends StatementsContract {

    @Test
    default void aVersionIsRecordedOnceAndReadWithItsFiles() {
        String provider = Statements.unique("fno");
        assertThat(statements().change("hold-flow-version.sql", version(provider, "v1"))).isZero();
        record(provider, "v1", 100, null);
        record(provider, "v2", 10, "v1");

        assertThat(statements().change("hold-flow-version.sql", version(provider, "v2"))).isEqualTo(1);
        assertThat(statements().rows("last-flow-versions.sql", Map.of("provider", provider))).extracting(row -> row.get("VERSION")).containsExactly("v2", "v1");
        Map<String, Object> read = statements().rows("select-flow-version.sql", version(provider, "v2")).get(0);
        assertThat(read).containsEntry("FILES", files(provider)).containsEntry("REST_VERSION", "v1").containsEntry("DECIDED_BY", null);
        assertThat(StatementsContract.number(read.get("JOBS_PERCENT"))).isEqualTo(10);
    }

    @Test
    default void versionsAreListedByPages() {
        String provider = Statements.unique("fno");
        for (String version : List.of("v1", "v2", "v3")) {
            record(provider, version, 100, null);
            assertThat(statements().change("hold-flow-version.sql", version(provider, version))).isEqualTo(1);
        }

        assertThat(statements().rows("list-flow-versions.sql", page(provider, 2, 0))).extracting(row -> row.get("VERSION")).containsExactly("v3", "v2");
        assertThat(statements().rows("list-flow-versions.sql", page(provider, 2, 2))).extracting(row -> row.get("VERSION")).containsExactly("v1");
        assertThat(statements().rows("count-flow-versions.sql", Map.of("provider", provider))).extracting(row -> StatementsContract.number(row.get("TOTAL"))).containsExactly(3);
    }

    private static Map<String, Object> page(String provider, int limit, int offset) {
        return Map.of("provider", provider, "limit", limit, "offset", offset);
    }

    @Test
    default void aDecisionIsReadWithWhoMadeIt() {
        String provider = Statements.unique("fno");
        String version = Statements.unique("v");
        record(provider, version, 100, null);
        Map<String, Object> decision = version(provider, version);
        decision.putAll(Map.of("share", 0, "rest", "v0", "caller", "Olga", "reason", "it clicks twice"));

        assertThat(statements().change("decide-flow-version.sql", decision)).isEqualTo(1);

        assertThat(statements().rows("select-flow-decisions.sql", Map.of("versions", List.of(version, "-")))).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("PROVIDER", provider).containsEntry("REST_VERSION", "v0").containsEntry("DECIDED_BY", "Olga")
                        .containsEntry("REASON", "it clicks twice"));
    }

    private void record(String provider, String version, int share, String rest) {
        Map<String, Object> row = version(provider, version);
        row.put("files", files(provider));
        row.put("share", share);
        row.put("rest", rest);
        assertThat(statements().change("insert-flow-version.sql", row)).isEqualTo(1);
    }

    /** Longer than a varchar2 may be. */
    private static String files(String provider) {
        return "{\"" + provider + "/fno.yaml\":\"" + "# a line\\n".repeat(5_000) + "\"}";
    }

    private static Map<String, Object> version(String provider, String version) {
        return new HashMap<>(Map.of("provider", provider, "version", version));
    }
}
