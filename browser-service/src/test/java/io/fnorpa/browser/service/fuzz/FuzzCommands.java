package io.fnorpa.browser.service.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Good commands, and good commands with something changed. */
final class FuzzCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LIMIT_MS = 150;
    private static final Set<String> SELECTORS = Set.of("target", "or_target", "to_target", "frame");
    private static final List<String> ALL_FIELDS = List.of("type", "action", "session_id", "id", "page", "frame", "timeout_ms", "target", "url", "wait_until", "value", "credential", "key",
            "state", "or_target", "pattern", "response", "kind", "attribute", "full_page", "mask", "to_target", "files", "accept", "prompt_text", "code");

    /** Each quick to answer on the first page of the awkward site. */
    private static final List<String> GOOD = List.of("'type':'navigate','url':'/'", "'type':'navigate','url':'/echo?a=b','wait_until':'commit'", "'type':'click','target':'css=#count'",
            "'type':'fill','target':'label=E-mail','value':'a@example.com'", "'type':'fill','target':'css=[type=password]','credential':'password'", "'type':'type','target':'css=#listens','value':'a'",
            "'type':'select','target':'label=Plan','value':'f100'", "'type':'check','target':'label=I agree'", "'type':'uncheck','target':'label=I agree'", "'type':'press','key':'Tab'",
            "'type':'press','target':'css=#listens','key':'a'", "'type':'hover','target':'css=#hover'", "'type':'drag','target':'css=#from','to_target':'css=#to'",
            "'type':'upload','target':'css=[type=file]','files':[{'name':'a.txt','content_type':'text/plain','content_base64':'YQ=='}]", "'type':'dialog','accept':true,'prompt_text':'x'",
            "'type':'dialog'", "'type':'wait','target':'css=h1','state':'visible'", "'type':'wait','target':'css=#never','or_target':'css=h1'", "'type':'wait','pattern':'*'",
            "'type':'wait','response':'*never*'", "'type':'expect','target':'css=h1','state':'text','value':'Sign'", "'type':'expect','state':'url','value':'*'",
            "'type':'extract','target':'css=h1'", "'type':'extract','target':'css=#services','kind':'table'", "'type':'extract','target':'css=p','kind':'count'",
            "'type':'extract','target':'css=#csv','kind':'attribute','attribute':'href'", "'type':'extract','kind':'title'", "'type':'extract','kind':'url'", "'type':'extract','kind':'aria'",
            "'type':'source'", "'type':'storage-state'", "'type':'screenshot','target':'css=h1','mask':['css=p']", "'type':'totp','target':'css=#listens','code':'123456'",
            "'type':'submit','target':'css=#login'", "'type':'download','target':'css=#csv'");

    private final Random random;
    private final FuzzValues values;

    FuzzCommands(Random random, FuzzValues values) {
        this.random = random;
        this.values = values;
    }

    ObjectNode good() {
        try {
            ObjectNode command = (ObjectNode) JSON.readTree("{" + values.oneOf(GOOD).replace('\'', '"') + "}");
            return command.put("timeout_ms", 1 + random.nextInt(LONGEST_LIMIT_MS));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** With one to three fields dropped, added, or given another value. */
    ObjectNode changed() {
        ObjectNode command = good();
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(command);
        }
        boundTheLimit(command);
        return command;
    }

    private void change(ObjectNode command) {
        List<String> there = new ArrayList<>();
        command.fieldNames().forEachRemaining(there::add);
        String field = there.isEmpty() || values.oneIn(3) ? values.oneOf(ALL_FIELDS) : values.oneOf(there);
        switch (random.nextInt(6)) {
            case 0 -> command.remove(field);
            case 1 -> command.set(field, values.any(3));
            case 2 -> command.set(values.text(), values.any(1));
            default -> command.put(field, SELECTORS.contains(field) ? values.selector() : values.text());
        }
    }

    /** A limit that is good but long would only make the test slow. */
    private void boundTheLimit(ObjectNode command) {
        if (!command.has("timeout_ms") || command.get("timeout_ms").canConvertToInt() && command.get("timeout_ms").asInt() > LONGEST_LIMIT_MS) {
            command.put("timeout_ms", values.oneIn(3) ? Integer.MAX_VALUE : 1 + random.nextInt(LONGEST_LIMIT_MS));
        }
    }
}
