package io.fnorpa.api;

import io.fnorpa.database.TextColumn;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person wants of the versions of an FNO's flows.
 *
 * @param provider an FNO's own id; an alias was resolved
 * @param held     version that its folder holds here
 * @param caller   who wants it
 * @param reason   why, for other operators; may be null
 * @param share    of the jobs that the held version takes, in percent
 * @param rest     version that takes the others; null where share is 100, and until one was found
 */
public record FlowDecisionRequest(String provider, String held, String caller, String reason, int share, String rest) {

    static final int ALL = 100;

    FlowDecisionRequest withRest(String version) {
        return new FlowDecisionRequest(provider, held, caller, reason, share, version);
    }

    /** The parameters of {@code last-flow-versions.sql} and {@code decide-flow-version.sql}. */
    public Map<String, Object> getRow() {
        Map<String, Object> row = new HashMap<>();
        row.put("provider", provider);
        row.put("version", held);
        row.put("share", share);
        row.put("rest", rest);
        row.put("caller", TextColumn.PERSON.fit(caller));
        row.put("reason", TextColumn.REASON.fit(reason));
        return row;
    }

    /** The parameters of {@code select-flow-version.sql}, of the version that takes the rest. */
    public Map<String, Object> getRestRow() {
        return Map.of("provider", provider, "version", rest);
    }

    /** Whether another version takes a part of the jobs. */
    public boolean isShared() {
        return rest != null;
    }

    /** For the log. */
    public String getWords() {
        return isShared() ? held + " for " + share + " % of the jobs, " + rest + " for the rest" : held + " for all jobs";
    }
}
