package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
        friend.asked().clear();
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
        tryEveryWayTo("localhost:" + stranger.port());

        assertThat(stranger.asked()).isEmpty();
    }

    @Test
    void eachOfThemReachesAHostThatIsAllowed() {
        tryEveryWayTo("localhost:" + friend.port());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(friend.asked())
                .contains("/img", "/js", "/frame", "/pre", "/fetch", "/ws", "/beacon"));
    }

    /** Returns when the page was told of each how it ended; of a beacon no page is ever told, so it is sent first. */
    private void tryEveryWayTo(String host) {
        caller.navigate("/echo?" + encoded("<img src=http://" + host + "/img><script src=http://" + host + "/js></script>"
                + "<iframe src=http://" + host + "/frame></iframe><link rel=preload href=http://" + host + "/pre as=fetch crossorigin>"
                + "<script>navigator.sendBeacon('http://" + host + "/beacon', 'x');"
                + "const socket = new WebSocket('ws://" + host + "/ws');"
                + "Promise.allSettled([fetch('http://" + host + "/fetch', {mode: 'no-cors'}),"
                + "new Promise(over => { socket.onclose = socket.onerror = over; })])"
                + ".then(() => { document.title = 'tried'; });</script>")).done();
        assertThat(caller.run("'type':'expect','state':'title','value':'tried'").done().json().path("value").path("met").asBoolean()).isTrue();
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
