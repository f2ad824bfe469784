/** {@code bin/bench queue}: empty jobs through the platform's own routes and statements, beside db-scheduler on the same database. */
package io.fnorpa.bench.queue;
