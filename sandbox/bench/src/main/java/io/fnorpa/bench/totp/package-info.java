/** {@code bin/bench totp}: what a reservation of a one-time code costs, beside a bare SET NX by the same client. */
package io.fnorpa.bench.totp;
