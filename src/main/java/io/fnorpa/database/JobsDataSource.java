package io.fnorpa.database;

import io.agroal.api.AgroalDataSource;
import io.fnorpa.config.DatabaseKind;
import io.fnorpa.config.PlatformConfig;
import io.quarkus.agroal.DataSource;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The data source {@code jobs} that the routes' statements run on: the active one of the two. */
public class JobsDataSource {

    @Produces
    @Singleton
    @Named("jobs")
    @Identifier("jobs")
    javax.sql.DataSource jobs(
            PlatformConfig config,
            @DataSource("h2") Instance<AgroalDataSource> h2,
            @DataSource("oracle") Instance<AgroalDataSource> oracle) {
        return DatabaseKind.isOracle(config.database().url()) ? oracle.get() : h2.get();
    }
}
