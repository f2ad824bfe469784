package io.fnorpa.browsers;

import io.fnorpa.config.PlatformConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.Locale;

/** The supply that {@code rpa.browsers.mode} names. The other is not made. */
@ApplicationScoped
class BrowserSupplyChoice {

    @Produces
    @ApplicationScoped
    @Default
    @Named("browserSupply")
    BrowserSupply supply(PlatformConfig config, @Any Instance<BrowserSupply> supplies) {
        String mode = config.browsers().mode().name().toLowerCase(Locale.ROOT);
        return supplies.select(Identifier.Literal.of(mode)).get();
    }
}
