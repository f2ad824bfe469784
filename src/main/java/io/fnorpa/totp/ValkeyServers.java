package io.fnorpa.totp;

import java.util.List;
import java.util.Optional;

/** The servers behind the store, each looked at by itself: all that are primary, or may become it. */
interface ValkeyServers {

    /** Looks at each. Never throws: a server that is away is no finding, it may come later. */
    Findings look();

    /**
     * @param wrong     what must be put right before any code is given, a sentence part each, such as
     *                  {@code redis://10.1.2.3:6379 has maxmemory-policy allkeys-lru}
     * @param worry     why no code can be given now, though nothing is set wrong; it may heal by itself
     * @param forgetful addresses of those that do not write each change to disk at once, where production is meant
     */
    record Findings(List<String> wrong, Optional<String> worry, List<String> forgetful) {
        static final Findings NONE = new Findings(List.of(), Optional.empty(), List.of());
    }
}
