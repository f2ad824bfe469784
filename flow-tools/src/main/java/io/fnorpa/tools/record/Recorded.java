package io.fnorpa.tools.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One line of {@code recorder.js}: an event of Playwright's recorder ({@code --target jsonl}), and the element that it was about.
 *
 * @param event  {@code action}, {@code update} of the action before, {@code signal}, {@code ready}, {@code end}, {@code trouble}, {@code failed}
 * @param at     milliseconds since 1970; 0 where it says none
 * @param action {@code name}, {@code selector}, {@code text} and so on, as the recorder writes them; a missing node where there is none
 * @param field  {@code tag}, {@code type}, {@code autocomplete}, {@code name}, {@code id}, {@code label}, {@code text}; a missing node where it is not known
 * @param whole  the line
 */
record Recorded(String event, long at, JsonNode action, JsonNode field, JsonNode whole) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHIFT = 8;

    /** @throws IllegalArgumentException it is no line of the recorder */
    static Recorded parse(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            return new Recorded(node.path("event").asText(), node.path("at").asLong(), node.path("action"), node.path("field"), node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The recorder said something that is no JSON"); // and may hold a secret
        }
    }

    String name() {
        return action.path("name").asText();
    }

    String selector() {
        return action.path("selector").asText();
    }

    String page() {
        return action.path("pageGuid").asText();
    }

    String text() {
        return action.path("text").asText();
    }

    /** A key that writes something, and no shortcut. */
    boolean isTypedKey() {
        String key = action.path("key").asText();
        boolean held = (action.path("modifiers").asInt() & ~SHIFT) != 0;
        return !held && key.codePointCount(0, key.length()) == 1 && !key.isBlank();
    }

    /** Nothing of what was typed. */
    @Override
    public String toString() {
        return event + " " + name() + " " + selector();
    }
}
