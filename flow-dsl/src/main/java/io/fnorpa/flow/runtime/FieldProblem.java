package io.fnorpa.flow.runtime;

/**
 * Something that is wrong with one parameter of a job.
 *
 * @param field   the parameter's name, or {@code type}
 * @param message what is wrong, and what would be right
 */
public record FieldProblem(String field, String message) {}
