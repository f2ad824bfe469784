package io.fnorpa.token.attack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Signed with a stranger's key, which the header names, brings along or points at; and headers that must not be there. */
final class AttacksOnTheKey {

    private static final String OWN = "own";

    private final AttackTable table;
    private final TokenForge forge;
    private final KeyPair stranger = TokenForge.strangersKeys();

    private AttacksOnTheKey(AttackTable table) {
        this.table = table;
        this.forge = table.forge();
    }

    static void addTo(AttackTable table) {
        AttacksOnTheKey attacks = new AttacksOnTheKey(table);
        attacks.keyIds();
        attacks.keysBroughtAlong();
        attacks.headers();
    }

    private void keyIds() {
        stranger("a stranger's key under our key id", Reason.SIGNATURE, fields -> { });
        stranger("no key id", Reason.UNKNOWN_KEY, fields -> fields.remove("kid"));
        for (String kid : List.of("unknown", "", "*", "../../../../../../dev/null", "file:///dev/null", "public-keys.json", "' or '1'='1",
                forge.kid() + "\u0000")) {
            stranger("the key id '" + kid.replace('\u0000', '?') + "'", Reason.UNKNOWN_KEY, fields -> fields.put("kid", kid));
        }
        table.header("our key without a key id", Reason.UNKNOWN_KEY, fields -> fields.remove("kid"));
        table.header("a key id that is a number", Reason.MALFORMED, fields -> fields.put("kid", 1));
        table.header("a key id that is a list", Reason.MALFORMED, fields -> fields.putArray("kid").add(forge.kid()));
    }

    private void keysBroughtAlong() {
        RawValue jwk = new RawValue(TokenForge.jwk(stranger.getPublic()));
        String certificate = Base64.getEncoder().encodeToString(stranger.getPublic().getEncoded());
        stranger("a key in the header (jwk)", Reason.UNKNOWN_KEY, fields -> fields.put("kid", OWN).putRawValue("jwk", jwk));
        stranger("a key in the header under our key id", Reason.SIGNATURE, fields -> fields.putRawValue("jwk", jwk));
        stranger("an address of keys (jku)", Reason.UNKNOWN_KEY, fields -> fields.put("kid", OWN).put("jku", "http://127.0.0.1:1/keys"));
        stranger("an address of keys under our key id", Reason.SIGNATURE, fields -> fields.put("jku", "http://127.0.0.1:1/keys"));
        stranger("a certificate (x5c)", Reason.UNKNOWN_KEY, fields -> fields.put("kid", OWN).putArray("x5c").add(certificate));
        stranger("a certificate under our key id", Reason.SIGNATURE, fields -> fields.putArray("x5c").add(certificate));
        stranger("an address of a certificate (x5u)", Reason.SIGNATURE, fields -> fields.put("x5u", "http://127.0.0.1:1/chain"));
        stranger("a thumbprint instead of a key id", Reason.UNKNOWN_KEY, fields -> fields.put("x5t#S256", forge.kid()).remove("kid"));
    }

    private void headers() {
        table.header("a critical header that nobody knows", Reason.MALFORMED, fields -> fields.put("until", 1).putArray("crit").add("until"));
        table.header("b64 false over an encoded payload", Reason.MALFORMED, fields -> fields.put("b64", false).putArray("crit").add("b64"));
        table.token("a payload that is not encoded (b64 false)", Reason.MALFORMED,
                forge.signedAsItStands(forge.header(fields -> fields.put("b64", false).putArray("crit").add("b64")), forge.payload()));
        table.token("two algorithms in the header", Reason.MALFORMED,
                forge.signed("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"" + forge.kid() + "\"}", forge.payload()));
        table.token("two key ids in the header", Reason.MALFORMED,
                forge.signed("{\"alg\":\"ES256\",\"kid\":\"own\",\"kid\":\"" + forge.kid() + "\"}", forge.payload()));
    }

    private void stranger(String name, Reason reason, Consumer<ObjectNode> change) {
        table.token(name, reason, forge.signed(forge.header(change), forge.payload(), TokenForge.ES256, stranger.getPrivate()));
    }
}
