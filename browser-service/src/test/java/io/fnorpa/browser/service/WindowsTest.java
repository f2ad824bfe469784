package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Frames, popups and native dialogs. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowsTest {

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url()).done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    @BeforeEach
    void goToTheWindows() {
        caller.navigate("/windows.html").done();
    }

    @Test
    void reachesAFrameInAFrame() {
        caller.run("'type':'fill','frame':'css=iframe[name=order] >>> css=#inner','target':'label=Line','value':'one'").done();
        caller.run("'type':'click','frame':'css=iframe[name=order] >>> css=#inner','target':'role=button'").done();

        assertThat(caller.run("'type':'extract','frame':'css=iframe[name=order] >>> css=#inner','target':'role=button'").done().value())
                .isEqualTo("Saved");
        assertThat(caller.run("'type':'source','frame':'css=iframe[name=order]'").done().value()).contains("Outer");
    }

    @Test
    void aMissingFrameIsSaidToBeMissing() {
        Caller.Answer missing = caller.run("'type':'click','frame':'css=iframe[name=basket]','target':'css=a','timeout_ms':300")
                .problem("element-not-found");

        assertThat(missing.detail()).contains("Frame css=iframe[name=basket]");
        assertThat(missing.json().path("candidates").toString()).contains("iframe \\\"Order\\\"");
    }

    @Test
    void drivesAPopupAndComesBackWhenItClosesItself() {
        caller.run("'type':'click','target':'css=#open'").done();
        assertThat(caller.run("'type':'extract','page':'popup','target':'css=#detail'").done().value()).isEqualTo("Service 100");
        assertThat(caller.run("'type':'extract','page':'*/popup.html','kind':'title'").done().value()).isEqualTo("Details");

        caller.run("'type':'click','page':'popup','target':'role=button'").done();
        assertThat(caller.run("'type':'extract','target':'css=h1'").done().value()).isEqualTo("Windows");
        await().untilAsserted(() -> caller.run("'type':'extract','page':'popup','kind':'title','timeout_ms':300").problem("timeout"));
    }

    @Test
    void answersADialogThatWasExpected() {
        caller.run("'type':'dialog','accept':true").done();
        caller.run("'type':'click','target':'css=#ask'").done();
        assertThat(caller.text("css=#answer")).isEqualTo("true");
        assertThat(caller.run("'type':'dialog'").done().value()).isEqualTo("Cancel service 100?");

        caller.run("'type':'dialog','accept':true,'prompt_text':'Thandi'").done();
        caller.run("'type':'click','target':'css=#name'").done();
        assertThat(caller.text("css=#answer")).isEqualTo("Thandi");
    }

    @Test
    void anAnswerHoldsWhileWhatTheCommandDidIsWaitedFor() {
        caller.run("'type':'dialog','accept':true").done();
        caller.text("css=h1");
        caller.run("'type':'click','target':'css=#later'").done();

        caller.run("'type':'wait','target':'text=true'").done();
        assertThat(caller.run("'type':'dialog'").done().value()).isEqualTo("Cancel it later?");
    }

    @Test
    void anAnswerThatWasNotNeededIsNotGivenToALaterCommandsDialog() {
        caller.run("'type':'dialog','accept':true").done();
        caller.run("'type':'click','target':'css=h1'").done();

        assertThat(caller.run("'type':'click','target':'css=#ask'").problem("dialog-unexpected").detail()).contains("Cancel service 100?");
        assertThat(caller.text("css=#answer")).isEqualTo("false");
    }

    @Test
    void dismissesADialogThatNobodyExpectedAndSaysSo() {
        assertThat(caller.run("'type':'click','target':'css=#ask'").problem("dialog-unexpected").detail()).contains("Cancel service 100?");
        assertThat(caller.text("css=#answer")).isEqualTo("false");
    }

    @Test
    void aDialogBetweenTwoCommandsIsReportedByTheNextOne() {
        caller.run("'type':'click','target':'css=#soon'").done();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(caller.run("'type':'extract','kind':'url'").problem("dialog-unexpected").detail()).contains("Session ends soon"));
        caller.run("'type':'extract','kind':'url'").done();
    }
}
