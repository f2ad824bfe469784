package io.fnorpa.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/**
 * The company's own OIDC issuer. Where it is set, its tokens alone open the API, and those of {@code bin/token} do not.
 */
@ConfigMapping(prefix = "rpa.oidc")
public interface CompanyIssuer {

    /** Claim {@code iss} of its tokens, such as {@code https://login.example.com/realms/staff}. */
    Optional<String> issuer();

    /** Where its keys are: the {@code jwks_uri} of its discovery document. https, or http on this machine. */
    Optional<URI> jwksUrl();

    /** Claim {@code aud}: who the tokens are for. */
    @WithDefault("fnorpa-api")
    String audience();

    /** Claim that lists the roles; {@code /} goes down into an object, as in {@code realm_access/roles}. */
    @WithDefault("groups")
    String rolesClaim();

    /** Claim with the person's name for events; {@code sub} stands in where it is absent. */
    @WithDefault("preferred_username")
    String nameClaim();

    Roles roles();

    /** What the issuer calls our roles. */
    interface Roles {
        @WithDefault("viewer")
        String viewer();

        @WithDefault("operator")
        String operator();

        @WithDefault("author")
        String author();
    }
}
