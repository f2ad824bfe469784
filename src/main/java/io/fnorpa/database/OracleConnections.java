package io.fnorpa.database;

import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.OracleExceptionSorter;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;
import io.quarkus.agroal.runtime.JdbcDriver;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;

/**
 * The pool drops a connection at once when Oracle says that it is of no use any more (ORA-03113, ORA-00028, ORA-17002 and
 * the like), so that the next try gets a new one. Quarkus does so for {@code db-kind=oracle}; ours is {@code other}, since
 * that extension cannot be built here.
 */
@Singleton
@Unremovable
@JdbcDriver("other")
public class OracleConnections implements AgroalConnectionConfigurer {

    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        configuration.connectionPoolConfiguration().exceptionSorter(new OracleExceptionSorter());
    }
}
