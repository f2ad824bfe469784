package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void theStarStandsForAnythingAndTheRestForItself() {
        assertThat(new Glob("*/order/*").matches("https://x.example/order/7?a=b")).isTrue();
        assertThat(new Glob("**/order").matches("https://x.example/order")).isTrue();
        assertThat(new Glob("*/a?b=(c)").matches("http://x/a?b=(c)")).isTrue();
        assertThat(new Glob("*/a?b").matches("http://x/acb")).isFalse();
        assertThat(new Glob("*/order").matches("https://x.example/order/7")).isFalse();
    }
}
