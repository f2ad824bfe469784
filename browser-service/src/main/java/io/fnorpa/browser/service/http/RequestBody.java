package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.RequestJson;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The JSON body of a request. What is wrong with it is said by place and field name, never by its content, which may be
 * a credential.
 */
record RequestBody(JsonNode json) {

    private static final int BRIEF = 40;

    static RequestBody of(Exchange exchange) {
        QueryParameters.of(exchange).mustBeEmpty("what this address takes stands in the body");
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null || bytes.length == 0) {
            throw ProblemException.invalid("The request has no body; send a JSON object");
        }
        try {
            return new RequestBody(RequestJson.mapper().readTree(bytes));
        } catch (StreamConstraintsException e) {
            throw ProblemException.invalid("The body is nested too deep, or has too many or too long values");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not JSON with each field once" + place(e.getLocation()));
        } catch (IOException e) {
            throw ProblemException.invalid("The body cannot be read");
        }
    }

    <T> T as(Class<T> type) {
        return read(json, type);
    }

    static <T> T read(JsonNode json, Class<T> type) {
        if (!json.isObject()) {
            throw ProblemException.invalid("Expected a JSON object, not " + json.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        try {
            return RequestJson.mapper().treeToValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.invalid("Unknown field '" + brief(e.getPropertyName()) + "'; known are "
                    + e.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            throw ProblemException.invalid("Field '" + path(e) + "' has the wrong form; see /openapi");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body has the wrong form; see /openapi");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : brief(step.getFieldName()))
                .collect(Collectors.joining("."));
    }

    private static String brief(String name) {
        return name.length() <= BRIEF ? name : name.substring(0, BRIEF) + "…";
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
