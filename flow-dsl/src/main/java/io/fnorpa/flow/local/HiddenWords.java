package io.fnorpa.flow.local;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.Outcome;
import io.fnorpa.secret.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a local run shows to nobody, whatever text it is in: passwords and keys of the account that it works with. */
public final class HiddenWords {

    /** Shorter ones are not looked for: half of all texts would go with them. */
    private static final int SHORTEST = 4;
    private static final String INSTEAD = "(secret)";

    private final List<Secret> words = new CopyOnWriteArrayList<>();

    /** From now on these are hidden too. */
    public void add(Iterable<Secret> secrets) {
        secrets.forEach(secret -> {
            if (secret.length() >= SHORTEST) {
                words.add(secret);
            }
        });
    }

    /** All of an account but its user name, which is no secret, and portals show it. */
    void add(FnoSettings fno, LocalSecrets secrets) {
        fno.credentials().stream().filter(name -> !name.equals("username") && !name.equals("email")).forEach(name -> secrets.find(fno.secretFile(name)).ifPresent(this::add));
        secrets.find(fno.secretFile(LocalSecrets.TOTP_SECRET)).ifPresent(this::add);
    }

    private void add(Secret secret) {
        add(List.of(secret));
    }

    /** The text without them; null stays null. */
    public String shown(String text) {
        String shown = text;
        for (Secret word : text == null ? List.<Secret>of() : words) {
            shown = shown.replace(word.reveal(), INSTEAD);
        }
        return shown;
    }

    /** The outcome without them, in its message and in what the flow read in the portal. */
    Outcome shown(Outcome outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        outcome.result().forEach((name, value) -> result.put(name, value instanceof String text ? shown(text) : value));
        return new Outcome(outcome.verdict(), outcome.fault(), outcome.code(), shown(outcome.message()), result);
    }
}
