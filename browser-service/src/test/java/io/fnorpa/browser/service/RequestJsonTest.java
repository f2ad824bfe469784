package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is guessed of what a request holds. */
class RequestJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"'timeout_ms':'5'", "'timeout_ms':''", "'timeout_ms':' '", "'timeout_ms':5.5", "'timeout_ms':true",
        "'full_page':'true'", "'full_page':''", "'full_page':' '", "'full_page':1", "'files':''", "'files':' '", "'url':7", "'url':true"})
    void refusesAValueOfAnotherType(String field) {
        assertThatThrownBy(() -> read("{'type':'navigate'," + field + "}")).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'timeout_ms':5", "'timeout_ms':null", "'full_page':true", "'url':''", "'url':' '", "'files':[]"})
    void takesTheRightType(String field) throws Exception {
        assertThat(read("{'type':'navigate'," + field + "}")).isNotNull();
    }

    @Test
    void refusesAFieldThatIsThereTwiceAndWhatFollowsTheEnd() {
        assertThatThrownBy(() -> RequestJson.mapper().readTree("{\"a\":1,\"a\":2}")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> RequestJson.mapper().readTree("{} {}")).isInstanceOf(JsonProcessingException.class);
    }

    private static Command read(String json) throws JsonProcessingException {
        return RequestJson.mapper().readValue(json.replace('\'', '"'), Command.class);
    }
}
