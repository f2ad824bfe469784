package io.fnorpa.token.attack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The table while it is being written. */
final class AttackTable {

    private final TokenForge forge;
    private final List<TokenAttack> attacks = new ArrayList<>();

    AttackTable(TokenForge forge) {
        this.forge = forge;
    }

    TokenForge forge() {
        return forge;
    }

    List<TokenAttack> attacks() {
        return List.copyOf(attacks);
    }

    /** A request with these values of the Authorization header. */
    void request(String name, Reason reason, String... authorization) {
        attacks.add(new TokenAttack(name, List.of(authorization), reason));
    }

    /** This token, presented as it should be. */
    void token(String name, Reason reason, String token) {
        request(name, reason, "Bearer " + token);
    }

    /** The good token's claims, changed, under a good signature of ours. */
    void claims(String name, Reason reason, Consumer<ObjectNode> change) {
        token(name, reason, forge.signed(forge.header(), forge.payload(change)));
    }

    /** The good token's claims under another header and a good signature of ours. */
    void header(String name, Reason reason, Consumer<ObjectNode> change) {
        token(name, reason, forge.signed(forge.header(change), forge.payload()));
    }
}
