package io.fnorpa.evidence;

/**
 * Something that happened to a job, to be appended to its list of events: the body of {@code direct:append-event}.
 *
 * @param attempt number of the attempt; 0 for what happened outside any
 * @param kind    short and stable: {@code started}, {@code settled}, {@code evidence}, {@code totp}
 * @param step    the flow's step, or null
 * @param detail  for people; holds no secret; or null
 */
public record JobEvent(long jobId, int attempt, String kind, String step, String detail) {}
