package io.fnorpa.bench.queue;

import java.io.IOException;
import java.sql.SQLException;

/** The platform or db-scheduler: some instances on one database. While the other is measured it is stopped (SIGSTOP). */
interface Side extends AutoCloseable {

    void stop() throws IOException;

    void goOn() throws IOException;

    /** Makes so many empty jobs that are due. */
    void insert(int jobs) throws SQLException;

    /** How many of those are not done yet. */
    long left() throws SQLException;

    /** One job by the side's own call: milliseconds from its row to its start. */
    double pickUpByCall() throws Exception;

    /** One job by a plain insert: the same. */
    double pickUpBySql() throws Exception;

    @Override
    void close();
}
