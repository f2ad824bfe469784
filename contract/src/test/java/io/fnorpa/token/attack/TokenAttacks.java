package io.fnorpa.token.attack;

import io.fnorpa.token.SigningKeys;
import java.util.List;

/**
 * The one table of ways to get in without a good token. The tests of each service run all of it against all that the
 * service answers to. Some of its tokens are signed with the platform's own key: even these are refused if what they say
 * is not right, so that one mistake of a signer is not the end.
 */
public final class TokenAttacks {

    private TokenAttacks() {}

    /**
     * @param keys the keys that the service verifies with, and the private one to them
     * @param good a token that the service takes: the attacks are made from it
     */
    public static List<TokenAttack> on(SigningKeys keys, String good) {
        AttackTable table = new AttackTable(new TokenForge(keys, good));
        AttacksOnTheForm.addTo(table);
        AttacksOnTheAlgorithm.addTo(table);
        AttacksOnTheSignature.addTo(table);
        AttacksOnTheKey.addTo(table);
        AttacksOnTheClaims.addTo(table);
        TokensForOthers.addTo(table, keys);
        return table.attacks();
    }

    /** A good token that lacks a claim that no verifier asks for: the service itself must miss it. */
    public static String without(String claim, SigningKeys keys, String good) {
        TokenForge forge = new TokenForge(keys, good);
        return forge.signed(forge.header(), forge.payload(fields -> fields.remove(claim)));
    }
}
