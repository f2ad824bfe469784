package io.fnorpa.api;

/**
 * Something that is wrong with one field of a request.
 *
 * @param field   its name; a parameter's is {@code parameters.service_id}
 * @param message what is wrong, and what would be right
 */
public record FieldError(String field, String message) {}
