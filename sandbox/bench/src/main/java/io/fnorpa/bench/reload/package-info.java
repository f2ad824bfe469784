/** {@code bin/bench reload}: how long a saved flow takes to serve. */
package io.fnorpa.bench.reload;
