package io.fnorpa.browser.service.session;

import io.fnorpa.browser.service.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How sessions ended, by their ids; the last {@value #KEPT} are remembered. Nothing else of them is. */
final class EndedSessions {

    private static final int KEPT = 1000;

    private final Map<String, End> ends = new LinkedHashMap<>();

    /**
     * How a session ended.
     *
     * @param subject whose session it was
     * @param why     what later calls are told
     * @param how     one word of it, for metrics
     */
    record End(String subject, ProblemException why, String how) {}

    /** Null if it has not ended, or that was too long ago. */
    End find(String id) {
        return ends.get(id);
    }

    /** A session ends once: the first end is kept. */
    void remember(String id, End end) {
        ends.putIfAbsent(id, end);
        if (ends.size() > KEPT) {
            ends.remove(ends.keySet().iterator().next());
        }
    }
}
