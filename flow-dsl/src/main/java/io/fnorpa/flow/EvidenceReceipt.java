package io.fnorpa.flow;

/**
 * Where evidence was put.
 *
 * @param key    in the store: {@code evidence/<job id>/<timestamp>_<step>.png}
 * @param sha256 of the bytes, in hexadecimal
 */
public record EvidenceReceipt(String key, String sha256) {}
