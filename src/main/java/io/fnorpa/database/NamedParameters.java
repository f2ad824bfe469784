package io.fnorpa.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.springframework.util.CompositeIterator;

/**
 * Sets as many parameters as the statement names. Camel asks the driver how many there are, and where generated keys are
 * wanted Oracle's driver counts those too: it appends {@code returning id into ?} to the statement.
 */
@ApplicationScoped
@Named("namedParameters")
public class NamedParameters extends DefaultSqlPrepareStatementStrategy {

    /** @param expected what the driver says; not believed */
    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expected) throws SQLException {
        List<Object> all = new ArrayList<>();
        values.forEachRemaining(value -> {
            if (value instanceof CompositeIterator<?> list) {
                list.forEachRemaining(all::add);
            } else {
                all.add(value);
            }
        });
        super.populateStatement(statement, all.iterator(), all.size());
    }
}
