package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.service.Caller.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A command may be sent again: the same id is done once. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResendTest {

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
    void goToTheFirstPage() {
        caller.navigate("/").done();
    }

    @Test
    void theSameIdGivesTheFirstAnswerAndDoesNothing() {
        Answer first = caller.run("'id':'a-1','type':'click','target':'css=#count'").done();
        Answer again = caller.run("'id':'a-1','type':'click','target':'css=#count'").done();

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(caller.text("css=#clicks")).isEqualTo("1");
    }

    @Test
    void aFailureIsTheFirstAnswerToo() {
        Answer first = caller.run("'id':'b-1','type':'click','target':'css=#never','timeout_ms':300").problem("element-not-found");
        Answer again = caller.run("'id':'b-1','type':'click','target':'css=#never','timeout_ms':300").problem("element-not-found");

        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void whoAsksAgainWhileItIsBeingDoneGetsTheSameAnswer() {
        List<CompletableFuture<Answer>> all = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> caller.run("'id':'c-1','type':'click','target':'css=#count'")))
                .toList();

        assertThat(all).allSatisfy(answer -> assertThat(answer.join().done().json()).isEqualTo(all.get(0).join().json()));
        assertThat(caller.text("css=#clicks")).isEqualTo("1");
    }

    @Test
    void anotherCommandWaitsItsTurnAndIsBusyAtItsLimit() {
        CompletableFuture<Answer> long1 = CompletableFuture.supplyAsync(
                () -> caller.run("'id':'d-1','type':'wait','target':'css=#never','timeout_ms':8000"));
        Answer busy = null;
        while (!long1.isDone() && (busy == null || busy.status() == 200)) {
            busy = caller.run("'type':'extract','kind':'url','timeout_ms':200");
        }

        busy.problem("session-busy");
        long1.join().problem("element-not-found");
        caller.run("'type':'extract','kind':'url'").done();
    }

    @Test
    void openingAndClosingMayBeRepeated() {
        Answer again = caller.post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").done();

        assertThat(again.json().path("session_id").asText()).isEqualTo(caller.sessionId());
    }
}
