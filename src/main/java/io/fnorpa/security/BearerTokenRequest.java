package io.fnorpa.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.util.List;

/** The values of a request's Authorization header, on their way to be verified. */
final class BearerTokenRequest extends BaseAuthenticationRequest {

    private final List<String> authorization;

    BearerTokenRequest(List<String> authorization) {
        this.authorization = List.copyOf(authorization);
    }

    List<String> authorization() {
        return authorization;
    }
}
