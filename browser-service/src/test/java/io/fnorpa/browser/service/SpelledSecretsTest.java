package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.browser.service.secrets.Spelling;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way out of a session, with secrets that pages and the browser write in other ways than they were typed. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpelledSecretsTest {

    /** A secret, and a part of it that stands nowhere else and is the same in most spellings. */
    private static final Map<String, String> SECRETS = new LinkedHashMap<>(Map.of("P@ss & word!1", "word", "two  spaces pw", "spaces", "it's: \"q\" #z1", "z1",
            "CORP\\new<x>7", "corp", "Stra\u00dfe+\u0416 %41", "stra", "424242", "424242"));

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"credentials\":" + WireJson.mapper().valueToTree(credentials())).done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    private static Map<String, String> credentials() {
        Map<String, String> credentials = new LinkedHashMap<>();
        SECRETS.keySet().forEach(secret -> credentials.put(name(secret), secret));
        credentials.remove(name("424242")); // the code
        return credentials;
    }

    private static String name(String secret) {
        return "c" + Math.abs(secret.hashCode());
    }

    static List<String> secrets() {
        return new ArrayList<>(SECRETS.keySet());
    }

    private void type(String secret) {
        caller.navigate("/spellings.html").done();
        if (credentials().containsKey(name(secret))) {
            caller.run("'type':'fill','target':'css=#in','credential':'" + name(secret) + "'").done();
        } else {
            caller.post("/browser/totp/submit", "{\"target\":\"css=#in\",\"code\":\"" + secret + "\"}").done();
        }
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void leavesNoWay(String secret) {
        type(secret);

        for (String way : List.of("'type':'extract','target':'css=#text'", "'type':'extract','target':'css=#capitals'", "'type':'extract','target':'css=#value','kind':'value'",
                "'type':'extract','target':'css=#attr','kind':'attribute','attribute':'title'", "'type':'extract','target':'css=#attr','kind':'attribute','attribute':'data-json'",
                "'type':'extract','target':'css=#link','kind':'attribute','attribute':'href'", "'type':'extract','kind':'title'", "'type':'extract','target':'css=#table','kind':'table'",
                "'type':'extract','kind':'aria'", "'type':'extract','target':'css=#inner','frame':'css=iframe'", "'type':'source'",
                "'type':'expect','target':'css=#text','state':'text','value':'x','timeout_ms':1", "'type':'expect','target':'css=#value','state':'value','value':'x','timeout_ms':1",
                "'type':'expect','state':'title','value':'x','timeout_ms':1")) {
            assertClean(secret, way, caller.run(way).done());
        }
        for (String address : List.of("address", "whole", "form", "nested", "hash")) {
            assertClean(secret, address, caller.run("'type':'click','target':'css=#" + address + "'").done());
        }
        assertClean(secret, "url", caller.run("'type':'extract','kind':'url'").done());
        assertClean(secret, "wait", caller.run("'type':'wait','pattern':'*spellings*'").done());
        assertClean(secret, "url", caller.run("'type':'expect','state':'url','value':'x','timeout_ms':1").done());
        assertClean(secret, "candidates", caller.run("'type':'click','target':'role=button[name=\\\"Welcome\\\"]','timeout_ms':1").problem("element-not-found"));
        assertClean(secret, "option", caller.run("'type':'select','target':'css=#select','value':'none','timeout_ms':300").problem("element-not-found"));
        assertClean(secret, "frame", caller.run("'type':'click','target':'css=a','frame':'css=iframe.none','timeout_ms':300").problem("element-not-found"));
        assertClean(secret, "dialog", caller.run("'type':'click','target':'css=#asks'").problem("dialog-unexpected"));
        assertClean(secret, "the last dialog", caller.run("'type':'dialog'").done());
        assertClean(secret, "name of a file", caller.post("/browser/download", "{\"target\":\"css=#file\"}").done());
    }

    private static void assertClean(String secret, String way, Answer answer) {
        List<String> texts = new ArrayList<>();
        collect(answer.json(), texts);
        assertThat(texts).as(way).anyMatch(text -> text.contains("(secret)"));
        for (String text : texts) {
            assertThat(text.toLowerCase(Locale.ROOT)).as(way).doesNotContain(SECRETS.get(secret));
            for (Spelling spelling : Spelling.values()) {
                assertThat(text).as("%s as %s", way, spelling).doesNotContain(spelling.write(secret));
            }
        }
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.fieldNames().forEachRemaining(texts::add);
        node.forEach(part -> collect(part, texts));
    }
}
