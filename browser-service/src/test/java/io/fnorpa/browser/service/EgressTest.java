package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.service.Caller.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        caller.open(site.url(), ",\"allowed_hosts\":[\"localhost:" + friend.port() + "\",\"169.254.169.254\"]").done();
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

    @ParameterizedTest
    @ValueSource(strings = {"<a id=away target=_blank href=URL>away</a>", "<a id=away onclick=\"window.open('URL')\">away</a>",
        "<a id=away onclick=\"window.open('about:blank').location='URL'\">away</a>", "<form action=URL target=_blank><button id=away name=NAME>away</button></form>",
        "<form method=post action=URL target=_blank><button id=away>away</button></form>"})
    void aPopupGetsToAnAllowedHostAlone(String link) {
        String id = UUID.randomUUID().toString();
        caller.navigate("/echo?" + encoded(link.replace("NAME", "friend-" + id).replace("URL", friend.urlAs("localhost") + "?friend-" + id))).done();
        caller.run("'type':'click','target':'css=#away'").done();
        caller.run("'type':'wait','page':'*?friend-" + id + "*','target':'css=h1'").done();

        caller.navigate("/echo?" + encoded(link.replace("NAME", "stranger-" + id).replace("URL", stranger.urlAs("localhost") + "?stranger-" + id))).done();
        caller.run("'type':'click','target':'css=#away'").done();
        caller.run("'type':'extract','page':'*?stranger-" + id + "*','kind':'url'"); // waits until it is there, whatever it shows
        assertThat(caller.run("'type':'wait','page':'*?stranger-" + id + "*','target':'css=h1','timeout_ms':2000").problem("navigation-blocked").detail())
                .contains("localhost");
        assertThat(stranger.asked()).isEmpty();
    }

    /** Each way in which a page can lead to an address that no portal has; it stays where it is. */
    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "data:text/html,<title>stranger</title>", "view-source:http://127.0.0.1/", "view-source:file:///etc/passwd",
        "about:config", "resource:///", "chrome://browser/content/browser.xhtml", "jar:file:///etc/passwd!/"})
    void aPageLeadsToNoAddressThatNoPortalHas(String url) {
        caller.navigate("/echo?" + encoded("<a id=link href='" + url + "'>link</a><form id=form action='" + url + "'></form>"
                + "<button id=go onclick='go()'>go</button><script>const url = '" + url.replace("<", "\\x3C") + "';"
                + "const refresh = () => { const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=' + url; document.head.append(meta); };"
                + "const ways = [() => { location = url; }, () => location.replace(url), () => link.click(), () => form.submit(), refresh, () => open(url, '_self')];"
                + "const go = () => { ways.forEach(way => { try { way(); } catch (e) { } }); setTimeout(() => { document.title = 'still here'; }, 300); };</script>")).done();
        Answer clicked = caller.run("'type':'click','target':'css=#go','timeout_ms':2000");
        if (clicked.status() != 200) { // Firefox tells of a navigation to data: and never that it came to nothing
            assertThat(clicked.problem("timeout").detail()).contains("was clicked");
        }

        JsonNode title = caller.run("'type':'expect','state':'title','value':'still here','timeout_ms':5000").done().json();
        assertThat(title.path("value").path("met").asBoolean()).as("%s", title).isTrue();
        assertThat(caller.get("/browser/extract?kind=url").done().value()).startsWith(site.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "data:text/html,<b>stranger</b>", "view-source:http://127.0.0.1/", "about:config", "resource:///"})
    void aPortalRedirectsToNoAddressThatNoPortalHas(String url) {
        Answer redirected = caller.navigate("/redirect?" + url);

        assertThat(redirected.status()).as("%s", redirected.json()).isGreaterThanOrEqualTo(400);
        assertThat(caller.get("/browser/source").done().value()).doesNotContain("root:", ">stranger<");
    }

    @Test
    void aFrameOfAFileStaysEmptyAndNothingCanBeFetchedFromIt() {
        caller.navigate("/echo?" + encoded("<iframe id=f src=file:///etc/passwd></iframe><script>fetch('file:///etc/passwd').then(r => r.text())"
                + ".then(text => { document.title = text; }, () => { document.title = 'refused'; });</script>")).done();

        assertThat(caller.run("'type':'expect','state':'title','value':'refused'").done().json().path("value").path("met").asBoolean()).isTrue();
        assertThat(caller.run("'type':'extract','frame':'css=#f','target':'css=html','kind':'text','timeout_ms':1000").json().toString()).doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518"})
    void linkLocalIsRefusedThoughItsHostIsAllowed(String host) {
        assertThat(caller.navigate("http://" + host + "/latest/meta-data").problem("navigation-blocked").detail()).contains("169.254.169.254", "an address inside");
    }

    private static String encoded(String html) {
        return URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void assertBlocked(String url, String host) {
        assertThat(caller.navigate(url).problem("navigation-blocked").detail()).contains(host);
    }
}
