package io.fnorpa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Errors as Oracle's driver and H2 give them, and what Spring, whose JdbcTemplate Camel's sql component runs on, makes of them. */
class PassingTroubleTest {

    @ParameterizedTest
    @CsvSource({
        "54, 61000, a row is locked and nowait", "60, 61000, a deadlock", "1033, 72000, the instance starts", "1555, 72000, snapshot too old",
        "4068, 72000, a package was compiled", "8177, 72000, cannot serialize", "12541, 66000, no listener", "30006, 72000, wait is over"})
    void aSecondTryIsWorthIt(int code, String state, String what) {
        assertThat(PassingTrouble.is(translated(new SQLException("ORA-" + code + ": " + what, state, code)))).isTrue();
    }

    @Test
    void aConnectionThatIsGoneIsWorthASecondTry() {
        assertThat(PassingTrouble.is(translated(new SQLRecoverableException("ORA-17002: I/O error", "08006", 17002)))).isTrue();
    }

    @Test
    void whatIsWrongStaysWrong() {
        assertThat(PassingTrouble.is(translated(new SQLSyntaxErrorException("ORA-00942: no such table", "42000", 942)))).isFalse();
        assertThat(PassingTrouble.is(translated(new SQLException("ORA-12899: value too large for column", "72000", 12899)))).isFalse();
        assertThat(PassingTrouble.is(translated(new SQLException("ORA-01017: invalid password", "72000", 1017)))).isFalse();
    }

    @Test
    void aReferenceThatIsTakenIsToldTheSameByBoth() {
        assertThat(translated(new SQLIntegrityConstraintViolationException("ORA-00001: unique constraint", "23000", 1))).isInstanceOf(DuplicateKeyException.class);
        assertThat(translated(new SQLIntegrityConstraintViolationException("unique index", "23505", 23505))).isInstanceOf(DuplicateKeyException.class);
        assertThat(translated(new SQLIntegrityConstraintViolationException("ORA-02290: check constraint", "23000", 2290))).isNotInstanceOf(DuplicateKeyException.class);
    }

    private static RuntimeException translated(SQLException error) {
        RuntimeException translated = new JdbcTemplate().getExceptionTranslator().translate("a statement", null, error);
        return translated == null ? new IllegalStateException(error) : translated;
    }
}
