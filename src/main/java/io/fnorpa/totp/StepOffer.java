package io.fnorpa.totp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The steps among which the ledger chooses.
 *
 * @param first      the lowest of them
 * @param period     length of a step; steps that were given in another one are converted
 * @param digits     of that step and the ones after it
 * @param life       a code lives so many steps after its own
 * @param now        this instance's clock
 * @param clockLimit if Valkey's clock is further from it than this, no step is handed out
 */
record StepOffer(long first, Duration period, List<String> digits, int life, Instant now, Duration clockLimit) {}
