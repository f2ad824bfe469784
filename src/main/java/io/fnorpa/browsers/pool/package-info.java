/**
 * How many browser pods are kept warm: the client's plan's arithmetic, without Kubernetes, without a database and without a
 * clock of its own. {@link io.fnorpa.browsers.pool.PoolSizing} says what is wanted now, {@link io.fnorpa.browsers.pool.PoolTarget}
 * keeps the pool from flapping; docs/browser-pool.md tells it in words.
 */
package io.fnorpa.browsers.pool;
