package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A page may come from the allowed hosts alone, whatever way it takes to another. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressTest {

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private AwkwardSite stranger;
    private AwkwardSite friend;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        stranger = new AwkwardSite();
        friend = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"allowed_hosts\":[\"localhost:" + friend.port() + "\"]").done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
        stranger.close();
        friend.close();
    }

    @BeforeEach
    void startClean() {
        stranger.asked().clear();
        caller.navigate("/").done();
    }

    @Test
    void anAllowedHostIsReachedOnItsPortAlone() {
        caller.navigate(friend.urlAs("localhost")).done();
        assertBlocked(stranger.urlAs("localhost"), "localhost");
    }

    @Test
    void neitherDirectlyNorByRedirect() {
        assertBlocked(stranger.urlAs("localhost"), "localhost");
        assertBlocked("/redirect?" + stranger.urlAs("localhost"), "localhost");
        assertBlocked("https://portal.example/", "portal.example");
        assertThat(stranger.asked()).isEmpty();
    }

    @Test
    void notByAddressesThatLookDifferent() {
        assertBlocked("http://[::1]:" + stranger.port() + "/", "::1");
        assertBlocked("http://169.254.169.254/latest/meta-data", "169.254.169.254");
        assertBlocked("http://0/", "0.0.0.0");
        for (String url : new String[] {"file:///etc/passwd", "data:text/html,x", "view-source:" + site.url(), "about:config", "javascript:1"}) {
            caller.navigate(url).problem("navigation-blocked");
        }
    }

    @Test
    void subresourcesFetchesAndSocketsDoNotGetThereEither() {
        String host = "localhost:" + stranger.port();
        caller.navigate("/echo?" + encoded("<img src=http://" + host + "/img><script src=http://" + host + "/js></script>"
                + "<iframe src=http://" + host + "/frame></iframe><link rel=preload href=http://" + host + "/pre as=fetch>"
                + "<script>window.out = []; fetch('http://" + host + "/fetch', {mode: 'no-cors'}).catch(e => document.title = 'refused');"
                + "new WebSocket('ws://" + host + "/ws'); navigator.sendBeacon('http://" + host + "/beacon', 'x');</script>")).done();
        caller.run("'type':'expect','state':'title','value':'*','timeout_ms':2000").done();

        assertThat(stranger.asked()).isEmpty();
    }

    @Test
    void aClickThatLeadsAwayIsToldByTheNextCommandThatFails() {
        caller.navigate("/echo?" + encoded("<a id=away href=" + stranger.urlAs("localhost") + ">away</a>")).done();
        caller.run("'type':'click','target':'css=#away'").done();

        assertThat(caller.run("'type':'wait','target':'css=h1','timeout_ms':2000").problem("navigation-blocked").detail()).contains("localhost");
        assertThat(stranger.asked()).isEmpty();
    }

    private static String encoded(String html) {
        return URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void assertBlocked(String url, String host) {
        assertThat(caller.navigate(url).problem("navigation-blocked").detail()).contains(host);
    }
}
