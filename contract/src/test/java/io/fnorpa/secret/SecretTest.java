package io.fnorpa.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.fnorpa.browser.WireJson;
import org.junit.jupiter.api.Test;

class SecretTest {

    private final Secret secret = Secret.of("p4ss");

    @Test
    void isShownToNobodyWhoDoesNotAsk() {
        assertThat(secret.reveal()).isEqualTo("p4ss");
        assertThat(secret).hasToString("(secret)");
        assertThat(secret.length()).isEqualTo(4);
    }

    @Test
    void onceWipedItIsNotRevealedAndNotWritten() {
        secret.wipe();
        secret.wipe();

        assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class).hasMessageContaining("wiped");
        assertThatThrownBy(() -> WireJson.mapper().writeValueAsString(secret)).isInstanceOf(JsonMappingException.class);
        assertThat(secret.length()).isEqualTo(4);
    }

    @Test
    void equalsByItsTextAndOnceWipedItselfAlone() {
        Secret same = Secret.of("p4ss");
        assertThat(secret).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(Secret.of("p5ss"));

        secret.wipe();
        same.wipe();

        assertThat(secret).isEqualTo(secret).isNotEqualTo(same);
    }

    @Test
    void goesOverTheWireAsItsText() throws JsonProcessingException {
        String json = WireJson.mapper().writeValueAsString(secret);

        assertThat(json).isEqualTo("\"p4ss\"");
        assertThat(WireJson.mapper().readValue(json, Secret.class)).isEqualTo(secret);
    }
}
