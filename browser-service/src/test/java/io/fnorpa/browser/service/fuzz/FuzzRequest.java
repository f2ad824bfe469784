package io.fnorpa.browser.service.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One generated request.
 *
 * @param authorization values of its Authorization header
 * @param headers       others, each a name and a value
 * @param body          null for none
 * @param opens         asks for a session of its own, which is to be closed if there is one
 */
record FuzzRequest(String method, String pathAndQuery, List<String> authorization, List<Map.Entry<String, String>> headers, byte[] body, boolean opens) {

    private static final int BRIEF = 2000;

    @Override
    public String toString() {
        String text = method + " " + pathAndQuery + " " + headers + " " + (body == null ? "" : new String(body, StandardCharsets.UTF_8));
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
    }
}
