package io.fnorpa.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fnorpa.secret.Secret;
import java.io.IOException;

/**
 * The JSON of the services' wire. Only this mapper writes a {@link Secret}'s text, because a credential must get into
 * the browser session and a code with it; any other mapper fails on one. Unknown fields are refused. Its buffers are
 * not kept for the next reader or writer on the thread, as Jackson would: they hold what was read and written last.
 */
public final class WireJson {

    private static final int LONGEST_STRING = 64 * 1024 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Secret.class, new SecretWriter())
                    .addDeserializer(Secret.class, new SecretReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WireJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static final class SecretWriter extends StdSerializer<Secret> {
        SecretWriter() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(secret.reveal());
        }
    }

    private static final class SecretReader extends StdDeserializer<Secret> {
        SecretReader() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Secret.of(json.getValueAsString());
        }
    }
}
