package io.fnorpa.totp;

import io.fnorpa.attempt.RunningAttempt;

/**
 * A flow's wish for a code: the body of {@code direct:submit-totp}.
 *
 * @param target selector of the field it is typed into
 * @param frame  selector of the iframe that holds it, or null
 * @param page   which page, or null for the main one
 */
public record TotpAsk(RunningAttempt attempt, String target, String frame, String page) {}
