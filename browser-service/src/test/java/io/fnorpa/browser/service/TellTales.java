package io.fnorpa.browser.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Secrets that can be found again wherever they are, and in whatever form: each is, or has in it, a random word of letters and digits. */
final class TellTales {

    private static final int LENGTH = 28;

    private final Map<String, String> words = new LinkedHashMap<>();

    /** The word of that name. */
    String word(String name) {
        return words.computeIfAbsent(name, any -> UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH));
    }

    /** The word among signs that HTML, JSON and URLs write in their own ways. */
    String awkward(String name) {
        return "p\"&<é> " + word(name) + " %\\";
    }

    /** What is sent as a token is looked for by its signature. */
    String token(String name, String token) {
        words.put(name, token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    /** All of them, by their names. */
    Map<String, String> all() {
        return words;
    }
}
