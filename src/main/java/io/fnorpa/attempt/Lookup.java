package io.fnorpa.attempt;

/**
 * What makes an attempt a lookup: the job was lost after its point of no return, and the portal is asked what became of it.
 *
 * @param number 1 for the first since then
 * @param misses earlier lookups that found nothing
 */
public record Lookup(int number, int misses) {}
