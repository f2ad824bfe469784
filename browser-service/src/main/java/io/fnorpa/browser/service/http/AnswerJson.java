package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.command.KeptFile;
import java.io.IOException;

/**
 * The wire's JSON as answers are written: a command's result as {@link CommandResult} has it, but a file that is kept on
 * disk and a long text are not written at once, but named to the {@link AnswerStream}.
 */
final class AnswerJson {

    private static final int LONG = 64 * 1024;
    private static final ObjectMapper MAPPER = WireJson.mapper().copy()
            .registerModule(new SimpleModule().addSerializer(CommandResult.class, new ResultWriter()));

    private AnswerJson() {}

    /** The bytes, or a stream of them. */
    static Object of(Object answer) throws IOException {
        AnswerStream stream = new AnswerStream();
        MAPPER.writeValue(stream, answer);
        return stream.body();
    }

    private static final class ResultWriter extends StdSerializer<CommandResult> {
        ResultWriter() {
            super(CommandResult.class);
        }

        @Override
        public void serialize(CommandResult result, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            field("id", result.id(), json, provider);
            field("type", result.type(), json, provider);
            json.writeNumberField("duration_ms", result.durationMs());
            field("url", result.url(), json, provider);
            field(result.value() instanceof KeptFile ? "content_base64" : "value", result.value(), json, provider);
            field("content_type", result.contentType(), json, provider);
            field("file_name", result.fileName(), json, provider);
            field("content_base64", result.contentBase64(), json, provider);
            json.writeEndObject();
        }

        private static void field(String name, Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value instanceof KeptFile file) {
                AnswerStream stream = begin(name, json);
                stream.file(file);
                json.writeRaw('"');
            } else if (value instanceof String text && text.length() > LONG) {
                AnswerStream stream = begin(name, json);
                stream.text(text);
                json.writeRaw('"');
            } else if (value != null) {
                provider.defaultSerializeField(name, value, json);
            }
        }

        /** Up to the opening quote of a text that is not written here. */
        private static AnswerStream begin(String name, JsonGenerator json) throws IOException {
            json.writeFieldName(name);
            json.writeRawValue("\"");
            json.flush();
            return (AnswerStream) json.getOutputTarget();
        }
    }
}
