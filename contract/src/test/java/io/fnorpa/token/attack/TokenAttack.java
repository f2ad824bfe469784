package io.fnorpa.token.attack;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.util.List;

/**
 * One way to get in without a good token.
 *
 * @param name          of the attack
 * @param authorization all values of the request's Authorization header, in order; none is no header
 * @param reason        why a verifier refuses it
 */
public record TokenAttack(String name, List<String> authorization, Reason reason) {

    @Override
    public String toString() {
        return name;
    }
}
