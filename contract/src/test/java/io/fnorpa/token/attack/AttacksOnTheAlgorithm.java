package io.fnorpa.token.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;

/** Another algorithm than the one that we sign with (RFC 8725, section 3.1). */
final class AttacksOnTheAlgorithm {

    private AttacksOnTheAlgorithm() {}

    static void addTo(AttackTable table) {
        none(table);
        publicKeyAsSecret(table);
        otherSignatures(table);
    }

    private static void none(AttackTable table) {
        TokenForge forge = table.forge();
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            table.token("algorithm " + none, Reason.ALGORITHM, forge.unsigned(algorithm(forge, none), forge.payload(), new byte[0]));
        }
        table.token("algorithm none without a key id", Reason.UNKNOWN_KEY, forge.unsigned("{\"alg\":\"none\"}", forge.payload(), new byte[0]));
        table.token("algorithm none over a good signature", Reason.ALGORITHM,
                forge.unsigned(algorithm(forge, "none"), forge.payload(), forge.signature()));
        table.header("no algorithm", Reason.ALGORITHM, fields -> fields.remove("alg"));
        table.header("an algorithm that is a number", Reason.MALFORMED, fields -> fields.put("alg", 256));
    }

    private static void publicKeyAsSecret(AttackTable table) {
        TokenForge forge = table.forge();
        byte[] file = forge.publicKeys().getBytes(UTF_8);
        PublicKey key = forge.publicKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        table.token("HS256 with the public keys' file", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS256"), "HmacSHA256", file));
        table.token("HS384 with the public keys' file", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS384"), "HmacSHA384", file));
        table.token("HS512 with the public keys' file", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS512"), "HmacSHA512", file));
        table.token("HS256 with the public key as DER", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS256"), "HmacSHA256", key.getEncoded()));
        table.token("HS256 with the public key as PEM", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS256"), "HmacSHA256", pem.getBytes(UTF_8)));
        table.token("HS256 with a key of zeros", Reason.ALGORITHM, forge.hmac(algorithm(forge, "HS256"), "HmacSHA256", new byte[32]));
    }

    private static void otherSignatures(AttackTable table) {
        TokenForge forge = table.forge();
        table.token("ES384 with the same key", Reason.ALGORITHM,
                forge.signed(algorithm(forge, "ES384"), forge.payload(), "SHA384withECDSAinP1363Format", forge.platformKey()));
        for (String other : List.of("ES512", "ES256K", "RS256", "PS256", "EdDSA", "es256")) {
            table.token("a good signature that is called " + other, Reason.ALGORITHM, forge.signed(algorithm(forge, other), forge.payload()));
        }
    }

    private static String algorithm(TokenForge forge, String algorithm) {
        return forge.header(fields -> fields.put("alg", algorithm));
    }
}
