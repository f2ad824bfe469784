package io.fnorpa.totp;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.TotpReceipt;

/** What the portal said to a code. */
public record TotpVerdict(RunningAttempt attempt, TotpReceipt receipt, boolean accepted) {}
