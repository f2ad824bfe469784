package io.fnorpa.token.attack;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.time.Instant;
import java.util.Locale;

/** Tokens under our own signature that say what no token of ours says. */
final class AttacksOnTheClaims {

    private static final long AN_HOUR = 3600;
    private static final long A_YEAR = 365 * 24 * AN_HOUR;

    private AttacksOnTheClaims() {}

    static void addTo(AttackTable table) {
        forWhom(table);
        when(table);
        twice(table);
    }

    private static void forWhom(AttackTable table) {
        table.claims("another audience", Reason.AUDIENCE, fields -> fields.put("aud", "another"));
        table.claims("the audience in capitals", Reason.AUDIENCE,
                fields -> fields.put("aud", fields.path("aud").textValue().toUpperCase(Locale.ROOT)));
        table.claims("a part of the audience", Reason.AUDIENCE, fields -> fields.put("aud", fields.path("aud").textValue().substring(1)));
        table.claims("a list of other audiences", Reason.AUDIENCE, fields -> fields.putArray("aud").add("another").add("*"));
        table.claims("an empty list of audiences", Reason.AUDIENCE, fields -> fields.putArray("aud"));
        table.claims("an audience that is an object", Reason.MALFORMED, fields -> fields.putObject("aud"));
        table.claims("no audience", Reason.AUDIENCE, fields -> fields.remove("aud"));
        table.claims("another issuer", Reason.ISSUER, fields -> fields.put("iss", "another"));
        table.claims("no issuer", Reason.ISSUER, fields -> fields.remove("iss"));
        table.claims("no subject", Reason.MALFORMED, fields -> fields.remove("sub"));
        table.claims("an empty subject", Reason.MALFORMED, fields -> fields.put("sub", " "));
        table.claims("a subject that is a number", Reason.MALFORMED, fields -> fields.put("sub", 42));
        table.claims("a session that is an object", Reason.MALFORMED, fields -> fields.putObject("sid"));
        table.claims("roles that are an object", Reason.MALFORMED, fields -> fields.putObject("groups").put("role", "operator"));
        table.claims("roles that are numbers", Reason.MALFORMED, fields -> fields.putArray("groups").add(1));
    }

    private static void when(AttackTable table) {
        long now = Instant.now().getEpochSecond();
        table.claims("expired", Reason.EXPIRED, fields -> fields.put("exp", now - AN_HOUR));
        table.claims("expired before there were clocks", Reason.EXPIRED, fields -> fields.put("exp", -1));
        table.claims("no expiry", Reason.MALFORMED, fields -> fields.remove("exp"));
        table.claims("an expiry that is a text", Reason.MALFORMED, fields -> fields.put("exp", "never"));
        table.claims("an expiry after the end of time", Reason.MALFORMED, fields -> fields.put("exp", Long.MAX_VALUE));
        table.claims("good for a hundred years", Reason.TOO_LONG, fields -> fields.put("exp", now + 100 * A_YEAR));
        table.claims("not yet valid", Reason.NOT_YET_VALID, fields -> fields.put("nbf", now + AN_HOUR).put("exp", now + 2 * AN_HOUR));
        table.claims("no beginning", Reason.MALFORMED, fields -> fields.remove("nbf"));
        table.claims("a beginning that is a text", Reason.MALFORMED, fields -> fields.put("nbf", "always"));
    }

    /** Two readers of one token must never see different claims. */
    private static void twice(AttackTable table) {
        TokenForge forge = table.forge();
        String payload = forge.payload();
        String open = payload.substring(0, payload.length() - 1);
        table.token("two audiences, the last one right", Reason.MALFORMED, forge.signed(forge.header(), "{\"aud\":\"another\"," + payload.substring(1)));
        table.token("two expiries, the last one good", Reason.MALFORMED, forge.signed(forge.header(), "{\"exp\":1," + payload.substring(1)));
        table.token("two subjects, the first one right", Reason.MALFORMED, forge.signed(forge.header(), open + ",\"sub\":\"job/1/attempt/1\"}"));
    }
}
