package io.fnorpa.totp;

import java.util.List;
import java.util.Optional;

/** The servers behind the store, each looked at by itself: all that are primary, or may become it. */
interface ValkeyServers {

    /** Looks at each. Never throws: a server that is away is no finding, it may come later. */
    Findings look();

    /**
     * @param wrong     what is set wrong, a sentence part each, such as {@code redis://10.1.2.3:6379 has maxmemory-policy
     *                  allkeys-lru}. The start is refused for it; found later, it is told by log and health. No code is
     *                  given by a server that evicts, which is asked at each reservation; the others go on
     * @param worry     why no code can be given now, though nothing is set wrong; it may heal by itself
     * @param risks     why a code could be given a second time after a failover, a sentence each; codes are given all the same
     * @param forgetful addresses of those that do not write each change to disk at once, where production is meant
     */
    record Findings(List<String> wrong, Optional<String> worry, List<String> risks, List<String> forgetful) {
        static final Findings NONE = new Findings(List.of(), Optional.empty(), List.of(), List.of());
    }
}
