package io.fnorpa.flow;

/**
 * Which code was typed, without the code.
 *
 * @param step    the time step of RFC 6238: Unix time divided by the period
 * @param account the account that it belongs to: the provider's id, or {@code <provider>:<account>}
 */
public record TotpReceipt(long step, String account) {}
