package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As in production: an address inside is refused in whatever form Firefox is told it, though its host is allowed. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(StrictEgressTest.NoPrivateAddresses.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictEgressTest {

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.urlAs("localhost"), ",\"allowed_hosts\":[\"*.localhost\",\"127.0.0.1\",\"127.9.9.9\",\"0.0.0.0\",\"::1\",\"::\",\"::ffff:7f00:1\",\"::7f00:1\","
                + "\"64:ff9b::7f00:1\",\"169.254.169.254\",\"::ffff:a9fe:a9fe\",\"10.0.0.1\"]").done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.9.9.9", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001", "0x7f.1",
        "127.1", "0", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
        "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "10.0.0.1",
        "\uFF11\uFF12\uFF17.\uFF10.\uFF10.\uFF11", "127\u30020\u30020\u30021"})
    void isRefused(String host) {
        assertThat(caller.navigate(site.urlAs(host)).problem("navigation-blocked").detail()).contains("an address inside", "browser.allow-private-addresses");

        assertThat(site.asked()).isEmpty();
    }

    /** Its settings. */
    public static class NoPrivateAddresses implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("browser.allow-private-addresses", "false");
        }
    }
}
