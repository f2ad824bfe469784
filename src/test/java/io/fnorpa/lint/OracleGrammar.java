package io.fnorpa.lint;

import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;

/** Oracle's language as an Oracle grammar sees it, which knows nothing of tables and types. */
public final class OracleGrammar {

    private static final SQLParserEngine ORACLE = new SQLParserEngine("Oracle", new CacheOption(16, 64));

    private OracleGrammar() {}

    /**
     * @param statement of {@code routes/sql}, or a mapped one: Camel's named parameters become bind variables, a list of them
     *                  one; comments go
     * @throws RuntimeException the grammar does not know it
     */
    public static void parse(String statement) {
        ORACLE.parse(withoutCamel(statement), false);
    }

    static String withoutCamel(String sql) {
        return sql.replaceAll("(?m)^ *--.*$", "")
                .replaceAll(":#\\$\\{[^}]*}", "?")
                .replaceAll(":#in:\\w+", "?")
                .replaceAll(":#\\w+", "?")
                .strip();
    }
}
