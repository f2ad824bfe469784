package io.fnorpa.browser.service.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a saved login lets its bearer in: cookies that pages cannot read, and whatever else looks drawn by lot. Other
 * values (a language, the last service) are no secrets, and pages show them.
 */
public final class SavedLogin {

    private static final int MOST = 50;
    private static final int LONGEST = 4096;
    private static final int SHORTEST_COOKIE = 8;
    private static final int SHORTEST_HEX = 32;
    private static final Pattern WORD = Pattern.compile("[\\w.~+/=-]{24,}+");

    private SavedLogin() {}

    /** At most {@value #MOST}. None, if there is no saved login. */
    public static List<Secret> tokens(JsonNode state) {
        List<String> tokens = new ArrayList<>();
        if (state != null) {
            for (JsonNode cookie : state.path("cookies")) {
                String value = cookie.path("value").asText();
                if (cookie.path("httpOnly").asBoolean() && value.length() >= SHORTEST_COOKIE) {
                    tokens.add(value);
                } else {
                    drawnByLot(value, tokens);
                }
            }
            for (JsonNode origin : state.path("origins")) {
                origin.path("localStorage").forEach(entry -> drawnByLot(entry.path("value").asText(), tokens));
            }
        }
        return tokens.stream().distinct().limit(MOST).map(token -> Secret.of(token.substring(0, Math.min(token.length(), LONGEST)))).toList();
    }

    private static void drawnByLot(String value, List<String> tokens) {
        Matcher word = WORD.matcher(value);
        while (tokens.size() < MOST && word.find()) {
            if (isDrawnByLot(word.group())) {
                tokens.add(word.group());
            }
        }
    }

    /** Capitals, small letters and digits, or 32 hexadecimal digits: no name, no number, no UUID of a service. */
    private static boolean isDrawnByLot(String word) {
        boolean isMixed = word.chars().anyMatch(Character::isUpperCase) && word.chars().anyMatch(Character::isLowerCase)
                && word.chars().anyMatch(Character::isDigit);
        return isMixed || word.length() >= SHORTEST_HEX && word.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
