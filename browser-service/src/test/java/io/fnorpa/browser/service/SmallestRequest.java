package io.fnorpa.browser.service;

import io.fnorpa.browser.service.ApiDocument.Operation;
import java.util.Map;

/**
 * The least that an operation takes, so that nothing but its caller can be wrong with it. An operation that is new in the
 * document and missing here fails each test that goes over all of them.
 */
record SmallestRequest(String method, String path, String body) {

    private static final String NONE = "";
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("create-session", "'base_url':'http://127.0.0.1/'"),
            Map.entry("close-session", NONE),
            Map.entry("navigate", "'url':'/'"),
            Map.entry("interact", "'action':'press','key':'Tab'"),
            Map.entry("wait", "'pattern':'*'"),
            Map.entry("expect", "'state':'url','value':'*'"),
            Map.entry("extract", "kind=url"),
            Map.entry("submit-totp", "'target':'css=input','code':'0000'"),
            Map.entry("screenshot", NONE),
            Map.entry("download", "'target':'css=a'"),
            Map.entry("source", NONE),
            Map.entry("storage-state", NONE),
            Map.entry("execute", "'type':'extract','kind':'url'"),
            Map.entry("live", NONE),
            Map.entry("ready", NONE),
            Map.entry("browser-health", NONE),
            Map.entry("openapi", NONE),
            Map.entry("metrics", NONE));

    static SmallestRequest of(Operation operation) {
        return of(operation, "");
    }

    /** That names a session, where the operation lets one be named. */
    static SmallestRequest naming(Operation operation, String sessionId) {
        return of(operation, isInBody(operation) ? ",'session_id':'" + sessionId + "'" : "&session_id=" + sessionId);
    }

    /** Whether the operation is about the caller's session. */
    static boolean isOfASession(Operation operation) {
        return isInBody(operation) || operation.node().path("parameters").toString().contains("SessionId");
    }

    private static SmallestRequest of(Operation operation, String more) {
        String fields = FIELDS.get(operation.id());
        if (fields == null) {
            throw new AssertionError("Say in SmallestRequest what " + operation.id() + " takes at least");
        }
        return isInBody(operation)
                ? new SmallestRequest(operation.method(), operation.path(), "{" + (fields + more).replace('\'', '"') + "}")
                : new SmallestRequest(operation.method(), operation.path() + "?" + fields + more, null);
    }

    private static boolean isInBody(Operation operation) {
        return operation.node().has("requestBody");
    }

    Caller.Answer sentBy(Caller caller) {
        return caller.send(method, path, body);
    }
}
