package io.fnorpa.api;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/** Who made a request, as authentication found. */
final class Callers {

    private Callers() {}

    /** The name for events; {@code nobody} only where a path is open to all. */
    static String name(Exchange exchange) {
        QuarkusHttpUser user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, QuarkusHttpUser.class);
        boolean known = user != null && !user.getSecurityIdentity().isAnonymous();
        return known ? user.getSecurityIdentity().getPrincipal().getName() : "nobody";
    }
}
