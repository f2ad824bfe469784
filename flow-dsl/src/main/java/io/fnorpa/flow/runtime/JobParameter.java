package io.fnorpa.flow.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One parameter of a job type.
 *
 * @param type        how its JSON value looks
 * @param required    must it be there
 * @param pattern     string: a regular expression that the whole value must match; null for any
 * @param maxLength   string: in characters
 * @param values      enum: what it may be; else empty
 * @param description for people
 */
public record JobParameter(Type type, boolean required, Pattern pattern, int maxLength, List<String> values, String description) {

    /** How long a string may be if its parameter says nothing. */
    public static final int DEFAULT_MAX_LENGTH = 255;

    /** How a parameter's JSON value looks. */
    public enum Type {
        STRING, INTEGER, BOOLEAN,
        /** A string such as {@code 2026-03-31}. */
        DATE,
        /** One of {@link JobParameter#values()}. */
        ENUM
    }

    /** What is wrong with the value; empty if nothing is. */
    Optional<String> check(Object value) {
        if (value == null) {
            return required ? Optional.of("is missing; it is required" + (description == null ? "" : ": " + description)) : Optional.empty();
        }
        return switch (type) {
            case STRING -> checkString(value);
            case INTEGER -> refuseUnless(isInteger(value), "must be a whole number", value);
            case BOOLEAN -> refuseUnless(value instanceof Boolean, "must be true or false", value);
            case DATE -> refuseUnless(isDate(value), "must be a date such as 2026-03-31", value);
            case ENUM -> refuseUnless(value instanceof String && values.contains(value), "must be one of " + String.join(", ", values), value);
        };
    }

    private Optional<String> checkString(Object value) {
        if (!(value instanceof String text)) {
            return refuseUnless(false, "must be a string", value);
        }
        if (text.isBlank() && required) {
            return Optional.of("is empty; it is required");
        }
        if (text.length() > maxLength) {
            return Optional.of("has " + text.length() + " characters; at most " + maxLength + " are allowed");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character, such as a line end or a tab; take it out");
        }
        return pattern == null ? Optional.empty() : checkPattern(text);
    }

    private Optional<String> checkPattern(String text) {
        try {
            return refuseUnless(pattern.matcher(new CountedText(text)).matches(), "must match " + pattern, text);
        } catch (CountedText.TooManyLooksException e) {
            return Optional.of("cannot be compared with " + pattern + ", which takes too long for it; write the pattern without one * or + within or beside another");
        }
    }

    private static Optional<String> refuseUnless(boolean right, String rule, Object value) {
        return right ? Optional.empty() : Optional.of(rule + ", not '" + shortened(value) + "'");
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof BigInteger
                || value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isDate(Object value) {
        try {
            return value instanceof String text && LocalDate.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
