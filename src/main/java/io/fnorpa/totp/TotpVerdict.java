package io.fnorpa.totp;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.TotpReceipt;

/**
 * What the portal said to a code: the body of {@code direct:totp-verdict}.
 *
 * @param receipt  which code
 * @param accepted what the portal said
 */
public record TotpVerdict(RunningAttempt attempt, TotpReceipt receipt, boolean accepted) {}
