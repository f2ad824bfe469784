package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.ProblemException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The JSON body of a request. What is wrong with it is said by place and field name, never by its content, which may be
 * a credential.
 */
record RequestBody(JsonNode json) {

    static RequestBody of(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null || bytes.length == 0) {
            throw ProblemException.invalid("The request has no body; send a JSON object");
        }
        try {
            JsonNode json = WireJson.mapper().readTree(bytes);
            return new RequestBody(json);
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not JSON" + place(e.getLocation()));
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
            return WireJson.mapper().treeToValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.invalid("Unknown field '" + e.getPropertyName() + "'; known are "
                    + e.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            throw ProblemException.invalid("Field '" + path(e) + "' has the wrong form; see /openapi");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body has the wrong form; see /openapi");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
