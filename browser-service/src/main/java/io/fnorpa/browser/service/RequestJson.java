package io.fnorpa.browser.service;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fnorpa.browser.WireJson;
import java.util.List;

/**
 * The wire's JSON as requests are read: nothing is guessed. A number is no text and a text no number, a field is there
 * once, nothing follows the end, and there are at most {@value #MOST_TOKENS} values, names and brackets, which a tree in
 * memory can take.
 */
public final class RequestJson {

    private static final int MOST_TOKENS = 500_000;
    private static final List<LogicalType> NO_TEXT = List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean, LogicalType.Collection,
            LogicalType.Array, LogicalType.Map, LogicalType.POJO);
    private static final ObjectMapper MAPPER = strict();

    private RequestJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    @SuppressWarnings("deprecation") // the builder that is meant cannot start from a mapper that is there
    private static ObjectMapper strict() {
        ObjectMapper mapper = WireJson.mapper().copy()
                .configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        for (LogicalType scalar : NO_TEXT) { // else an empty text or one of blanks would be nothing
            mapper.coercionConfigFor(scalar).setAcceptBlankAsEmpty(true).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        StreamReadConstraints wire = mapper.getFactory().streamReadConstraints();
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder()
                .maxStringLength(wire.getMaxStringLength()).maxTokenCount(MOST_TOKENS).build());
        return mapper;
    }
}
