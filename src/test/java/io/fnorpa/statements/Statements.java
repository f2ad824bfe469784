package io.fnorpa.statements;

import io.fnorpa.database.KeyColumn;
import io.fnorpa.database.NamedParameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.component.sql.SqlConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The statements of a folder, run as the routes run them: by Camel's sql component, from their files, with parameters from
 * a body and from headers. Without the routes, so that each can be looked at alone.
 */
public final class Statements implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer;
    private final Path folder;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;

    public Statements(Path folder, DataSource database) {
        this.folder = folder;
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        SqlComponent sql = new SqlComponent();
        sql.setDataSource(database);
        camel.addComponent("sql", sql);
        camel.getRegistry().bind("namedParameters", new NamedParameters());
        camel.start();
        this.producer = camel.createProducerTemplate();
    }

    /** A name that no other test of this JVM has. */
    static String unique(String what) {
        return what + "-" + NEXT.incrementAndGet();
    }

    /**
     * Rows that a query gives; columns by their names, whatever their case.
     *
     * @param body what the routes have there: a Map of parameters, or an attempt
     */
    List<Map<String, Object>> rows(String statement, Object body) {
        return rows(statement, body, Map.of());
    }

    /** @param headers where the body is an attempt, and a parameter stands beside it */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String statement, Object body, Map<String, ?> headers) {
        return (List<Map<String, Object>>) run(statement, body, headers).getMessage().getBody(List.class);
    }

    /** How many rows a statement changed. */
    int change(String statement, Object body) {
        return change(statement, body, Map.of());
    }

    int change(String statement, Object body, Map<String, ?> headers) {
        return run(statement, body, headers).getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, Integer.class);
    }

    /** Inserts a job as the API does; answers the number that the database gave it. */
    @SuppressWarnings("unchecked")
    long insert(Map<String, ?> job) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(SqlConstants.SQL_RETRIEVE_GENERATED_KEYS, true);
        headers.put(SqlConstants.SQL_GENERATED_COLUMNS, new String[] {KeyColumn.of(folder.resolve("insert-job.sql"))});
        List<Map<String, Object>> keys = run("insert-job.sql?prepareStatementStrategy=#namedParameters", job, headers)
                .getMessage().getHeader(SqlConstants.SQL_GENERATED_KEYS_DATA, List.class);
        return ((Number) keys.get(0).values().iterator().next()).longValue();
    }

    /** The last event's row; it is asked for with the event in a variable. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> lastEvent(long job) {
        Exchange exchange = producer.request("sql:file:" + folder.resolve("last-event.sql"),
                message -> message.setVariable("newEvent", new Attempt(job, null)));
        return exchange.getMessage().getBody(List.class);
    }

    private Exchange run(String statement, Object body, Map<String, ?> headers) {
        Exchange exchange = producer.request("sql:file:" + folder.resolve(statement), message -> {
            message.getIn().setBody(body);
            message.getIn().getHeaders().putAll(headers);
        });
        if (exchange.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException(statement, exchange, exchange.getException());
        }
        return exchange;
    }

    /** One transaction around what is run in this thread meanwhile; committed at its end, rolled back by an exception. */
    <T> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /** For what a dashboard or a DBA does by hand. */
    JdbcTemplate byHand() {
        return jdbc;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
