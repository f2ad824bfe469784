package io.fnorpa.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a request's JSON body, read one by one; what is wrong with them is gathered and told all at once. A
 * field that nobody asked for is refused, so that a misspelt one is not silently ignored.
 */
final class RequestFields {

    private static final int LONGEST_QUOTE = 64;

    private final JsonNode body;
    private final String path;
    private final Set<String> asked = new TreeSet<>();
    private final List<FieldError> errors;

    private RequestFields(JsonNode body) {
        this(body, "", new ArrayList<>());
    }

    private RequestFields(JsonNode body, String path, List<FieldError> errors) {
        this.body = body;
        this.path = path;
        this.errors = errors;
    }

    /** @throws ApiRefusal the text is not a JSON object, or too long */
    static RequestFields of(String text) {
        if (text == null || text.isBlank()) {
            throw ApiRefusal.of(ApiProblemKind.MALFORMED_JSON, "The body is empty; send a JSON object");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > ApiDoor.LONGEST_BODY) {
            throw ApiRefusal.of(ApiProblemKind.TOO_LARGE, ApiDoor.tooLarge().detail());
        }
        return new RequestFields(tree(text));
    }

    /** As {@link #of}; no body is an empty object. */
    static RequestFields ofOptional(String text) {
        return text == null || text.isBlank() ? of("{}") : of(text);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = ApiJson.mapper().readTree(text);
            if (!tree.isObject()) {
                throw ApiRefusal.of(ApiProblemKind.MALFORMED_JSON, "The body is " + kind(tree) + "; send a JSON object");
            }
            return tree;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw ApiRefusal.of(ApiProblemKind.MALFORMED_JSON, e.getOriginalMessage()
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
    }

    /** A string of 1 to {@code longest} bytes without control characters; null if it is absent or wrong. */
    String text(String field, int longest) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return wrong(field, "must be a string, not " + quoted(value));
        }
        String text = value.textValue();
        if (text.isBlank()) {
            return wrong(field, "is empty; leave it out, or give it a text");
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > longest) {
            return wrong(field, "has " + length + " bytes in UTF-8; at most " + longest + " are allowed");
        }
        return text.chars().anyMatch(Character::isISOControl) ? wrong(field, "holds a control character; take it out") : text;
    }

    /** As {@link #text}, and it must be there. */
    String requiredText(String field, int longest, String what) {
        String text = text(field, longest);
        requireThere(field, what);
        return text;
    }

    private void requireThere(String field, String what) {
        if (body.path(field).isMissingNode() || body.path(field).isNull()) {
            wrong(field, "is missing: " + what);
        }
    }

    /** A whole number; null if it is absent or wrong. */
    Integer integer(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        boolean right = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least && value.intValue() <= most;
        return right ? value.intValue() : wrong(field, "must be a whole number from " + least + " to " + most + ", not " + quoted(value));
    }

    /** As {@link #integer}, and it must be there. */
    Integer requiredInteger(String field, int least, int most, String what) {
        Integer number = integer(field, least, most);
        requireThere(field, what);
        return number;
    }

    /** A time with its offset; null if it is absent or wrong. */
    OffsetDateTime time(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.isTextual() ? value.textValue() : "");
        } catch (DateTimeParseException e) {
            return wrong(field, "must be a time with its offset, such as 2026-03-31T08:00:00+02:00, not " + quoted(value));
        }
    }

    /** One of the names; null if it is absent or wrong. */
    String oneOf(String field, Set<String> names) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        return value.isTextual() && names.contains(value.textValue()) ? value.textValue()
                : wrong(field, "must be one of " + String.join(", ", names) + ", not " + quoted(value));
    }

    /** An object as a map; empty if it is absent or wrong. */
    Map<String, Object> object(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isObject()) {
            wrong(field, "must be an object, not " + quoted(value));
        }
        return value == null || !value.isObject() ? Map.of() : ApiJson.mapper().convertValue(value, new MapOfAnything());
    }

    /**
     * The objects of a list, 1 to {@code most} of them, each to be read and ended for itself; what is wrong with one is told
     * with its index, {@code jobs[17].provider}. Null for one that is none;
     * empty if the list is absent or wrong.
     */
    List<RequestFields> parts(String field, int most) {
        JsonNode list = value(field);
        if (list == null || !list.isArray() || list.isEmpty() || list.size() > most) {
            wrong(field, "must be a list of 1 to " + most + " objects" + (list == null || !list.isArray() ? "" : ", not of " + list.size()));
            return List.of();
        }
        List<RequestFields> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                parts.add(new RequestFields(list.get(i), path + field + "[" + i + "].", errors));
            } else {
                parts.add(null);
                wrong(field + "[" + i + "]", "must be an object, not " + quoted(list.get(i)));
            }
        }
        return parts;
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    void refuse(FieldError error) {
        errors.add(new FieldError(path + error.field(), error.message()));
    }

    /** Ends the reading: unknown fields are refused, and so is the request if anything was wrong. */
    void end() {
        endPart();
        if (!errors.isEmpty()) {
            throw ApiRefusal.invalid(errors);
        }
    }

    /** Ends the reading of a part: its unknown fields are wrong. The whole tells. */
    void endPart() {
        body.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                wrong(name, "is not a field of this request; there are " + String.join(", ", asked));
            }
        });
    }

    private JsonNode value(String field) {
        asked.add(field);
        JsonNode value = body.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T wrong(String field, String message) {
        errors.add(new FieldError(path + field, message));
        return null;
    }

    private static String quoted(JsonNode value) {
        String text = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String kind(JsonNode tree) {
        return tree.getNodeType() == JsonNodeType.MISSING ? "empty" : "of type " + tree.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static final class MapOfAnything extends com.fasterxml.jackson.core.type.TypeReference<LinkedHashMap<String, Object>> {}
}
