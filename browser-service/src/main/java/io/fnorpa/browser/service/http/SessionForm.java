package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.ProblemException;
import java.util.Map;

/**
 * How long the parts of a session request may be, and that none is null but the storage state. What they must say
 * is looked at when the session is opened.
 */
final class SessionForm {

    private static final Map<String, Integer> LONGEST = Map.of("session_id", 64, "provider", 64, "base_url", 8192,
            "locale", 35, "time_zone", 64, "deadline", 64);
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_CREDENTIAL_NAME = 128;

    private SessionForm() {}

    static SessionRequest read(RequestBody body) {
        JsonNode request = body.json();
        if (request.isObject()) {
            request.fields().forEachRemaining(field -> check(field.getKey(), field.getValue()));
        }
        return body.as(SessionRequest.class);
    }

    private static void check(String name, JsonNode value) {
        if (value.isNull() && !name.equals("storage_state")) {
            throw ProblemException.invalid("Field '" + brief(name) + "' is null; leave it out");
        }
        text(name, value, LONGEST.getOrDefault(name, Integer.MAX_VALUE));
        if (name.equals("deadline") && !value.isTextual()) {
            throw ProblemException.invalid("Field 'deadline' must be a time such as 2026-03-02T10:00:00Z");
        }
        if (name.equals("allowed_hosts")) {
            value.forEach(host -> text(name, host, LONGEST_HOST));
        }
        if (name.equals("credentials")) {
            value.fields().forEachRemaining(credential -> credential(credential.getKey(), credential.getValue()));
        }
    }

    private static void text(String name, JsonNode value, int longest) {
        if (value.isTextual() && value.textValue().length() > longest) {
            throw ProblemException.invalid("Field '" + name + "' is longer than " + longest + " characters");
        }
    }

    private static void credential(String name, JsonNode secret) {
        if (name.isEmpty() || name.length() > LONGEST_CREDENTIAL_NAME) {
            throw ProblemException.invalid("A name in 'credentials' must have 1 to " + LONGEST_CREDENTIAL_NAME + " characters");
        }
        if (!secret.isTextual()) {
            throw ProblemException.invalid("Credential '" + name + "' must be a text");
        }
    }

    private static String brief(String name) {
        return name.length() <= LONGEST_HOST ? name : name.substring(0, LONGEST_HOST) + "…";
    }
}
