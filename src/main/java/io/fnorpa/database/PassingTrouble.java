package io.fnorpa.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionException;

/**
 * Tells what passes (the database is away, another transaction was in the way) from what stays (a wrong statement, a text
 * that is too wide). What passes is worth a second try; nothing was written the first time.
 */
public final class PassingTrouble {

    private static final Set<Class<? extends Exception>> KINDS = Set.of(
            CannotGetJdbcConnectionException.class, TransactionException.class, TransientDataAccessException.class,
            SQLNonTransientConnectionException.class, SQLTransientConnectionException.class, SQLRecoverableException.class);

    /**
     * What Oracle's driver gives no kind of its own: a row or object is locked (54, 4020, 4021, 30006), a deadlock (60), the
     * snapshot is too old or was changed (1555, 8176, 8177), code was compiled meanwhile (4061, 4068), the instance starts or
     * ends (1033, 1034, 1089, 1090), the session was ended (28, 1012, 2396, 3113, 3114, 3135), the listener does not know the
     * service or has no place (12514, 12516, 12518, 12519, 12520, 12528, 12541). H2 has none of these numbers.
     */
    private static final Set<Integer> ORACLES = Set.of(28, 54, 60, 1012, 1033, 1034, 1089, 1090, 1555, 2396, 3113, 3114, 3135, 4020, 4021,
            4061, 4068, 8176, 8177, 12514, 12516, 12518, 12519, 12520, 12528, 12541, 30006);

    private PassingTrouble() {}

    /** Whether a failure, or one that it came from, passes. */
    public static boolean is(Throwable failure) {
        return Stream.iterate(failure, error -> error != null, Throwable::getCause).anyMatch(PassingTrouble::passes);
    }

    private static boolean passes(Throwable error) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(error))
                || error instanceof SQLException sql && ORACLES.contains(sql.getErrorCode());
    }
}
