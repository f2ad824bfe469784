package io.fnorpa.attempt;

/**
 * What entitles an instance to write to a job's row: every write names the token, and finds no row once another has it.
 *
 * @param owner instance that claimed the job
 * @param token new for each claim
 */
public record Lease(String owner, String token) {}
