package io.fnorpa.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.util.List;

/** The values of a request's Authorization header, on their way to be verified. */
final class BearerTokenRequest extends BaseAuthenticationRequest {

    private final TokenDoor door;
    private final List<String> authorization;

    BearerTokenRequest(TokenDoor door, List<String> authorization) {
        this.door = door;
        this.authorization = List.copyOf(authorization);
    }

    TokenDoor door() {
        return door;
    }

    List<String> authorization() {
        return authorization;
    }
}
