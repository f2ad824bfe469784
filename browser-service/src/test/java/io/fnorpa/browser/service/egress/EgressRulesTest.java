package io.fnorpa.browser.service.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressRulesTest {

    private final EgressRules rules = EgressRules.of(URI.create("https://Portal.Example.com/login"),
            List.of("*.cdn.example.com", "api.example.com:8443", "[2001:db8::1]:443"));

    @Test
    void theBaseUrlsHostOnAnyPortInAnyCase() {
        assertThat(rules.allow("portal.example.com", 443)).isTrue();
        assertThat(rules.allow("PORTAL.example.com.", 80)).isTrue();
        assertThat(rules.allow("example.com", 443)).isFalse();
        assertThat(rules.allow("evil-portal.example.com", 443)).isFalse();
        assertThat(rules.allow("portal.example.com.evil.com", 443)).isFalse();
    }

    @Test
    void subdomainsAndPorts() {
        assertThat(rules.allow("a.b.cdn.example.com", 443)).isTrue();
        assertThat(rules.allow("cdn.example.com", 443)).isFalse();
        assertThat(rules.allow("evilcdn.example.com", 443)).isFalse();
        assertThat(rules.allow("api.example.com", 8443)).isTrue();
        assertThat(rules.allow("api.example.com", 443)).isFalse();
        assertThat(rules.allow("[2001:db8::1]", 443)).isTrue();
    }

    @Test
    void nothingAtAllWithoutASession() {
        assertThat(EgressRules.NOTHING.allow("portal.example.com", 443)).isFalse();
    }

    @Test
    void refusesWhatIsNoHost() {
        for (String wrong : List.of("http://x", "a b", "*", "x/y", "", "*.*.com", "host:port")) {
            assertThatThrownBy(() -> EgressRules.of(URI.create("http://x"), List.of(wrong))).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
