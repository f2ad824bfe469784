/** {@code bin/bench pool}: what the warm pool of browser pods costs and gives. */
package io.fnorpa.bench.pool;
