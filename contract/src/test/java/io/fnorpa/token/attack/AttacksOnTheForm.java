package io.fnorpa.token.attack;

import static io.fnorpa.token.attack.TokenForge.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fnorpa.token.TokenRefusedException.Reason;
import io.fnorpa.token.TokenVerifier;
import java.util.Base64;

/** What is sent instead of one token in its compact form (RFC 6750, RFC 7515). */
final class AttacksOnTheForm {

    private static final int DEEP = 1000;

    private AttacksOnTheForm() {}

    static void addTo(AttackTable table) {
        String good = table.forge().good();
        table.request("no Authorization header", Reason.MISSING);
        table.request("an empty header", Reason.MALFORMED, "");
        table.request("Bearer and nothing else", Reason.MALFORMED, "Bearer");
        table.request("a token without a scheme", Reason.MALFORMED, good);
        table.request("the scheme Basic", Reason.MALFORMED, "Basic " + Base64.getEncoder().encodeToString("operator:operator".getBytes(UTF_8)));
        table.request("a good token under the scheme Basic", Reason.MALFORMED, "Basic " + good);
        table.request("a good token under the scheme DPoP", Reason.MALFORMED, "DPoP " + good);
        table.request("the same token twice", Reason.TWICE, "Bearer " + good, "Bearer " + good);
        table.request("a good token and then another", Reason.TWICE, "Bearer " + good, "Bearer x.y.z");
        table.request("two tokens in one header", Reason.MALFORMED, "Bearer " + good + ", Bearer " + good);
        table.request("an oversized token", Reason.OVERSIZED, "Bearer " + good + "x".repeat(TokenVerifier.LONGEST_TOKEN));
        parts(table);
        content(table);
    }

    private static void parts(AttackTable table) {
        String[] part = table.forge().good().split("\\.");
        table.token("no token at all", Reason.MALFORMED, "abc");
        table.token("three parts of nothing", Reason.MALFORMED, "x.y.z");
        table.token("two parts", Reason.MALFORMED, part[0] + "." + part[1]);
        table.token("four parts", Reason.MALFORMED, table.forge().good() + "." + part[2]);
        table.token("JSON instead of the compact form", Reason.MALFORMED,
                "{\"protected\":\"" + part[0] + "\",\"payload\":\"" + part[1] + "\",\"signature\":\"" + part[2] + "\"}");
        table.token("encrypted to our public key (JWE)", Reason.MALFORMED, encrypted("ECDH-ES", part[2]));
        table.token("encrypted with a key of its own (JWE)", Reason.MALFORMED, encrypted("dir", part[2]));
    }

    private static String encrypted(String algorithm, String part) {
        return encoded("{\"alg\":\"" + algorithm + "\",\"enc\":\"A128GCM\",\"kid\":\"own\"}") + ".." + part + "." + part + "." + part;
    }

    private static void content(AttackTable table) {
        TokenForge forge = table.forge();
        table.token("a good token inside an unsigned one", Reason.ALGORITHM,
                forge.unsigned(forge.header(fields -> fields.put("alg", "none").put("cty", "JWT")), forge.good(), new byte[0]));
        table.token("a good token inside one of ours", Reason.MALFORMED, forge.signed(forge.header(fields -> fields.put("cty", "JWT")), forge.good()));
        table.token("a header that is a list", Reason.MALFORMED, forge.signed("[\"ES256\"]", forge.payload()));
        table.token("a header nested a thousand deep", Reason.MALFORMED,
                forge.signed("{\"alg\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}", "{}"));
        table.token("a payload that is a list", Reason.MALFORMED, forge.signed(forge.header(), "[]"));
        table.token("a payload that is no JSON", Reason.MALFORMED, forge.signed(forge.header(), "sub=job/42"));
        table.token("an empty payload", Reason.MALFORMED, forge.signed(forge.header(), ""));
    }
}
