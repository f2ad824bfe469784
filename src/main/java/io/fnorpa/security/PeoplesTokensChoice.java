package io.fnorpa.security;

import io.fnorpa.token.SigningKeys;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The company's issuer if one is configured, else the embedded key. A wrong configuration stops the start. */
public class PeoplesTokensChoice {

    private static final Logger LOG = Logger.getLogger(PeoplesTokensChoice.class);

    @Produces
    @Singleton
    @Startup
    PeoplesTokens tokens(CompanyIssuer company, SigningKeys keys, Clock clock) {
        if (company.issuer().isPresent()) {
            LOG.infof("The API takes tokens of %s for %s", company.issuer().get(), company.audience());
            return new CompanyTokens(company, clock);
        }
        if (company.jwksUrl().isPresent()) {
            throw new IllegalStateException("rpa.oidc.jwks-url is set, but rpa.oidc.issuer is not. Set it to claim 'iss' of the issuer's tokens");
        }
        LOG.infof("The API takes tokens of bin/token, verified with %s", keys.publicKeysFile());
        return new EmbeddedKeyTokens(keys, clock);
    }
}
