package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.OracleExceptionSorter;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;
import io.quarkus.agroal.runtime.JdbcDriver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Quarkus looks for what knows a database by its kind; for Oracle, whose kind is {@code other} here, it finds ours. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class OracleConnectionsTest {

    @Inject
    @JdbcDriver("other")
    AgroalConnectionConfigurer oracle;

    @Test
    void connectionsThatOracleHasEndedAreKnown() {
        AgroalDataSourceConfigurationSupplier pool = new AgroalDataSourceConfigurationSupplier();
        oracle.setExceptionSorter("other", pool);

        assertThat(pool.connectionPoolConfiguration().maxSize(1).get().exceptionSorter()).isInstanceOf(OracleExceptionSorter.class);
    }
}
