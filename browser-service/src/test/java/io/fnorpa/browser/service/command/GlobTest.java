package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {

    @Test
    void theStarStandsForAnythingAndTheRestForItself() {
        assertThat(new Glob("*/order/*").matches("https://x.example/order/7?a=b")).isTrue();
        assertThat(new Glob("**/order").matches("https://x.example/order")).isTrue();
        assertThat(new Glob("*/a?b=(c)").matches("http://x/a?b=(c)")).isTrue();
        assertThat(new Glob("*/a?b").matches("http://x/acb")).isFalse();
        assertThat(new Glob("*/order").matches("https://x.example/order/7")).isFalse();
    }

    @Test
    void partsComeInTheirOrderAndDoNotOverlap() {
        assertThat(new Glob("a*b*c").matches("abc")).isTrue();
        assertThat(new Glob("a*b*c").matches("acb")).isFalse();
        assertThat(new Glob("ab*ba").matches("aba")).isFalse();
        assertThat(new Glob("*b*").matches("abc")).isTrue();
        assertThat(new Glob("**").matches("")).isTrue();
        assertThat(new Glob("").matches("a")).isFalse();
        assertThat(new Glob("a*").matches("a\nb")).isTrue();
    }

    /** By a regular expression this would take longer than the world is old. */
    @Test
    @Timeout(10)
    void noPatternTakesLong() {
        assertThat(new Glob("*a".repeat(1000) + "*b").matches("a".repeat(100_000))).isFalse();
    }
}
