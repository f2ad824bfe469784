package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The surface: what is malformed is refused with the field named, before a session is looked for; the document is true. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class InvalidCommandTest {

    @TestHTTPResource("/")
    URL service;

    @jakarta.inject.Inject
    CamelContext camel;

    @Test
    void namesTheFieldThatIsWrong() {
        Caller caller = Caller.ofNewSession(service);
        assertRefused(caller.run("'type':'click'"), "'target' is missing");
        assertRefused(caller.run("'type':'click','target':'css=a','vaule':'x'"), "'vaule' for click; it takes");
        assertRefused(caller.run("'type':'click','target':'css=a','value':'x'"), "'value' for click");
        assertRefused(caller.run("'type':'clack'"), "'clack'; known are navigate, click");
        assertRefused(caller.run("'target':'css=a'"), "'type' is missing");
        assertRefused(caller.run("'type':'fill','target':'css=a'"), "'value' and 'credential'");
        assertRefused(caller.run("'type':'fill','target':'css=a','value':'x','credential':'y'"), "'value' and 'credential'");
        assertRefused(caller.run("'type':'wait'"), "exactly one of target, pattern and response");
        assertRefused(caller.run("'type':'wait','target':'css=a','state':'gone'"), "'state' must be one of");
        assertRefused(caller.run("'type':'expect','target':'css=a','state':'text'"), "'value'");
        assertRefused(caller.run("'type':'extract','kind':'attribute','target':'css=a'"), "'attribute'");
        assertRefused(caller.run("'type':'extract'"), "target");
        assertRefused(caller.run("'type':'navigate','url':'/','wait_until':'never'"), "'wait_until' must be one of");
        assertRefused(caller.run("'type':'navigate','url':7"), "'url' must be a text");
        assertRefused(caller.run("'type':'click','target':'css=a','timeout_ms':'soon'"), "'timeout_ms'");
        assertRefused(caller.run("'id':'" + "x".repeat(65) + "','type':'click','target':'css=a'"), "'id' is longer than 64");
        assertRefused(caller.run("'type':'upload','target':'css=a','files':[{'name':'../x','content_base64':''}]"), "plain file name");
        assertRefused(caller.post("/browser/interact", "{\"action\":\"navigate\",\"url\":\"/\"}"), "Unknown action 'navigate'");
        assertRefused(caller.post("/browser/interact", "{\"target\":\"css=a\"}"), "'action' is missing");
        assertRefused(caller.post("/browser/navigate", "{\"type\":\"click\",\"url\":\"/\"}"), "for navigate");
        assertRefused(caller.post("/browser/navigate", ""), "no body");
        assertRefused(caller.post("/browser/navigate", "[1]"), "object");
        assertRefused(caller.post("/browser/execute", "[]"), "1 to 100");
        assertRefused(caller.get("/browser/extract?kind=title&kind=url"), "2 times");
        assertRefused(caller.get("/browser/screenshot?full_page=yes"), "'full_page'");
        assertRefused(caller.get("/browser/source?timeout_ms=x"), "'timeout_ms'");
    }

    @Test
    void checksTheLimitAndTheSelectorAgainstTheSession() {
        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = Caller.ofNewSession(service);
            caller.open(site.url()).done();
            caller.navigate("/").done();
            assertRefused(caller.run("'type':'click','target':'css=a','timeout_ms':120001"), "120001; it must be from 1 to 120000");
            assertRefused(caller.run("'type':'click','target':'css=a','timeout_ms':0"), "from 1");
            assertRefused(caller.run("'type':'click','target':'xyz=a'"), "Unknown kind of selector 'xyz='");
            assertRefused(caller.run("'type':'click','target':'css=a[','timeout_ms':500"), "not a selector");
            assertRefused(caller.run("'type':'fill','target':'css=h1','value':'x','timeout_ms':10000"), "not an <input>");
            assertRefused(caller.run("'type':'extract','kind':'table','target':'css=h1'"), "no table");
            caller.close().done();
        }
    }

    private static void assertRefused(Caller.Answer answer, String... named) {
        assertThat(answer.problem("invalid-command").detail()).contains(named);
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theDocumentIsServedAndEachOfItsOperationsIsARoute() {
        byte[] served = Caller.ofNewSession(service).get("/openapi").done().bytes();
        Map<String, Object> document = new Yaml().load(new String(served, StandardCharsets.UTF_8));

        Map<String, String> operations = new TreeMap<>();
        ((Map<String, Map<String, Map<String, Object>>>) document.get("paths")).forEach((path, methods) ->
                methods.forEach((method, operation) -> operations.put(method + " " + path, (String) operation.get("operationId"))));
        assertThat(operations).hasSize(18);
        assertThat(operations.values()).allSatisfy(id -> {
            assertThat(camel.getRoute(id)).as(id).isNotNull();
            assertThat(camel.getRoute(id).getEndpoint().getEndpointUri()).isEqualTo("direct://" + id);
        });
    }
}
