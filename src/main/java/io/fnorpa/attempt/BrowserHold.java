package io.fnorpa.attempt;

import java.net.URI;

/**
 * A browser service that an attempt holds.
 *
 * @param address  base address; null until it is ready
 * @param instance its instance id, the audience of its tokens
 * @param process  its process group on this machine; 0 where it is not a process of this machine
 */
public record BrowserHold(URI address, String instance, long process) {}
