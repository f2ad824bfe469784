package io.fnorpa.totp;

import io.fnorpa.attempt.RunningAttempt;

/**
 * A login page wants a code.
 *
 * @param attempt whose login it is
 * @param target  selector of the field
 * @param frame   selector of the iframe that holds it; null for none
 * @param page    which page, as in {@link io.fnorpa.browser.Command}; null for the main one
 */
public record TotpAsk(RunningAttempt attempt, String target, String frame, String page) {}
