package io.fnorpa.api;

import java.util.Map;

/**
 * Which page of the versions of an FNO's flows is to be shown.
 *
 * @param provider an FNO's own id; an alias was resolved
 */
public record FlowVersionsRequest(String provider, int limit, int offset) {

    /** The parameters of {@code list-flow-versions.sql} and its count. */
    public Map<String, Object> getRow() {
        return Map.of("provider", provider, "limit", limit, "offset", offset);
    }
}
