/**
 * Measurements: each row is a figure of the platform beside the same figure of a floor or a peer, taken in the same run,
 * in turns. A bench prints what it measured; it is no test, and no clock makes a test fail.
 */
package io.fnorpa.bench;
