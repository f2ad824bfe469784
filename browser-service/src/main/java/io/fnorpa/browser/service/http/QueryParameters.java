package io.fnorpa.browser.service.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.fnorpa.browser.service.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The query of a request, read once; Camel's own headers mix it with the request's headers. */
final class QueryParameters {

    private static final int MOST = 100;
    private static final int BRIEF = 40;

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = new LinkedHashMap<>(values);
    }

    static QueryParameters of(Exchange exchange) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        try {
            return new QueryParameters(query == null ? Map.of() : new QueryStringDecoder(query, false).parameters());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("The query is not well-formed; encode it as RFC 3986 says");
        }
    }

    /** Takes a parameter that may be there once, so that it is not a field of the command. */
    String takeOne(String name) {
        List<String> found = values.remove(name);
        return found == null ? null : single(name, found);
    }

    /** Refuses a parameter that nobody would read. */
    void mustBeEmpty(String why) {
        if (!values.isEmpty()) {
            String name = values.keySet().iterator().next();
            throw ProblemException.invalid("Unknown parameter '" + (name.length() <= BRIEF ? name : name.substring(0, BRIEF) + "…") + "': " + why);
        }
    }

    Map<String, List<String>> all() {
        if (values.size() > MOST) {
            throw ProblemException.invalid("The query has more than " + MOST + " parameters");
        }
        return values;
    }

    static String single(String name, List<String> found) {
        if (found.size() > 1) {
            throw ProblemException.invalid("Parameter '" + name + "' is there " + found.size() + " times; give it once");
        }
        return found.get(0);
    }
}
