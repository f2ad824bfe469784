package io.fnorpa.tools.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a field takes, by what the page says of it and by its words. In doubt whether it is a secret, it is one. */
enum FieldKind {
    PASSWORD, CODE, USERNAME, FILE, PLAIN;

    private static final Pattern SECRET_WORDS = Pattern.compile("passw|passphrase|pwd|\\bpin\\b|secret");
    private static final Pattern CODE_WORDS = Pattern.compile("\\botp\\b|totp|one.?time|2fa|mfa|two.?factor|authenticat|verification code|security code|passcode");
    private static final Pattern DIGITS = Pattern.compile("\\d{6,8}");
    private static final Pattern USER_WORDS = Pattern.compile("user|login|e-?mail|account");

    /**
     * @param selector as the recorder names the field
     * @param text     what was typed in the end
     */
    static FieldKind of(JsonNode field, String selector, String text) {
        String type = field.path("type").asText().toLowerCase(Locale.ROOT);
        String autocomplete = field.path("autocomplete").asText().toLowerCase(Locale.ROOT);
        String words = words(field, selector);
        if (autocomplete.contains("one-time-code") || CODE_WORDS.matcher(words).find() || words.contains("code") && DIGITS.matcher(text).matches()) {
            return CODE;
        }
        if (type.equals("password") || autocomplete.contains("password") || SECRET_WORDS.matcher(words).find()) {
            return PASSWORD;
        }
        if (type.equals("file") || text.startsWith("C:\\fakepath\\")) {
            return FILE;
        }
        return autocomplete.contains("username") || USER_WORDS.matcher(words).find() ? USERNAME : PLAIN;
    }

    private static String words(JsonNode field, String selector) {
        return String.join(" ", field.path("name").asText(), field.path("id").asText(), field.path("label").asText(), selector)
                .toLowerCase(Locale.ROOT).replace('_', ' ').replace("internal:role=textbox", "");
    }
}
