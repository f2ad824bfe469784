package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ApiDocument.Operation;
import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.job.AttemptId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All that the OpenAPI document has, driven once against a real Firefox: each operation, command, action and kind of
 * problem. What each of them does in detail is told by the other tests.
 */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class WholeApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TestHTTPResource("/")
    URL service;

    @TestHTTPResource(value = "/", management = true)
    URL metrics;

    private AwkwardSite site;
    private Caller caller;

    @BeforeEach
    void start() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        Caller.CONTRACT.seen().clear();
    }

    @AfterEach
    void stop() {
        caller.close();
        site.close();
    }

    @Test
    void allThatTheDocumentHasIsThereAndIsAsItSays() {
        caller.open(site.url(), ",\"credentials\":{\"password\":\"swordfish\"}").done();
        actions();
        commands();
        operations();
        problems();
        JsonNode login = login();
        endings(login);

        Set<String> seen = Caller.CONTRACT.seen();
        assertThat(Caller.CONTRACT.document().operations()).extracting(Operation::id).allSatisfy(id -> assertThat(seen).contains("operation " + id));
        assertThat(CommandType.values()).allSatisfy(type -> assertThat(seen).contains("type " + type.wireName()));
        assertThat(words("/components/schemas/Interact/properties/action/enum")).allSatisfy(action -> assertThat(seen).contains("action " + action));
        assertThat(ProblemKind.values()).filteredOn(kind -> kind != ProblemKind.SHUTTING_DOWN) // OneSessionTest ends a service
                .allSatisfy(kind -> assertThat(seen).contains("problem " + kind.type()));
    }

    @Test
    void theDocumentNamesEachCommandAndProblemThatThereIs() {
        assertThat(words("/components/schemas/Command/properties/type/enum"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CommandType.values()).map(CommandType::wireName).toList());
        assertThat(words("/components/schemas/Problem/properties/type/enum"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemKind.values()).map(ProblemKind::type).toList());
    }

    private static Iterable<String> words(String pointer) {
        return StreamSupport.stream(Caller.CONTRACT.document().at(pointer).spliterator(), false).map(JsonNode::asText).toList();
    }

    private void actions() {
        caller.post("/browser/navigate", json("'url':'/','wait_until':'domcontentloaded','timeout_ms':20000")).done();
        interact("'action':'fill','target':'label=E-mail','value':'a@example.com'");
        interact("'action':'type','target':'label=Password','credential':'password'");
        interact("'action':'select','target':'label=Plan','value':'f100'");
        interact("'action':'check','target':'label=I agree'");
        interact("'action':'uncheck','target':'label=I agree'");
        interact("'action':'upload','target':'label=Copy of the order','files':[{'name':'a.txt','content_base64':'YQ=='}]");
        interact("'action':'click','target':'css=#count'");
        interact("'action':'press','key':'Tab'");
        interact("'action':'hover','target':'css=#hover'");
        interact("'action':'drag','target':'css=#from','to_target':'css=#to'");
        interact("'action':'dialog','accept':true");
        interact("'action':'submit','target':'css=#login'");
        caller.post("/browser/wait", json("'pattern':'*/echo?*'")).done();
        assertThat(site.asked()).anyMatch(uri -> uri.startsWith("/echo?mail=a%40example.com&password=swordfish") && uri.contains("plan=f100"));
    }

    private void interact(String fields) {
        caller.post("/browser/interact", json(fields)).done();
    }

    private void commands() {
        for (String command : new String[] {"'navigate','url':'/'", "'fill','target':'label=E-mail','value':'x'", "'type','target':'css=#listens','value':'y'",
            "'select','target':'label=Plan','value':'Fibre 100'", "'check','target':'label=I agree'", "'uncheck','target':'label=I agree'",
            "'press','target':'css=#listens','key':'a'", "'hover','target':'css=#hover'", "'drag','target':'css=#from','to_target':'css=#to'",
            "'upload','target':'label=Copy of the order','files':[{'name':'a.txt','content_type':'text/plain','content_base64':''}]",
            "'dialog','accept':true", "'click','target':'css=#count'", "'wait','target':'css=#never','or_target':'css=#count','state':'attached'",
            "'wait','response':'*/result.csv','timeout_ms':1", "'expect','target':'css=h1','state':'exact-text','value':'Sign in'",
            "'extract','target':'css=#services','kind':'table'", "'extract','target':'css=#csv','kind':'attribute','attribute':'href'",
            "'extract','target':'css=p','kind':'count'", "'screenshot','target':'css=h1','mask':['css=p']", "'download','target':'css=#csv'",
            "'source'", "'totp','target':'css=#listens','code':'123456'", "'storage-state'", "'submit','target':'css=#login'"}) {
            Answer answer = caller.run("'type':" + command);
            assertThat(answer.status()).as(command + " " + answer.json()).isEqualTo(command.contains("result.csv','timeout") ? 504 : 200);
        }
        Answer list = caller.post("/browser/execute", "[" + json("'type':'navigate','url':'/'") + "," + json("'type':'click','target':'css=#never','timeout_ms':100") + "]");
        assertThat(list.problem("element-not-found").json().path("failed_index").asInt()).isEqualTo(1);
    }

    private void operations() {
        Caller.CONTRACT.document().operations().stream()
                .filter(operation -> !operation.id().equals("close-session") && !operation.id().equals("download") && !operation.id().equals("submit-totp"))
                .filter(operation -> !operation.isElsewhere())
                .forEach(operation -> SmallestRequest.of(operation).sentBy(caller).done());
        caller.post("/browser/totp/submit", json("'target':'css=#listens','code':'654321'")).done();
        caller.post("/browser/download", json("'target':'css=#csv'")).done();
        caller.get("/browser/screenshot?full_page=true&mask=css%3Dh1&mask=css%3Dp").done();
        for (String kind : new String[] {"title", "url", "aria", "portal-time"}) {
            caller.get("/browser/extract?kind=" + kind).done();
        }
        for (String kind : new String[] {"text", "value", "count"}) {
            caller.get("/browser/extract?target=css%3D%23listens&kind=" + kind).done();
        }
        new Metrics(metrics).get("/metrics");
        caller.get("/metrics").problem("invalid-command");
    }

    private void problems() {
        caller.run("'type':'click','target':'css=#never','timeout_ms':100").problem("element-not-found");
        caller.run("'type':'click','target':'css=#hidden','timeout_ms':300").problem("element-not-visible");
        caller.run("'type':'click','target':'css=#covered','timeout_ms':3000").problem("timeout");
        caller.run("'type':'clack'").problem("invalid-command");
        caller.navigate("/hangs-up").problem("portal-unreachable");
        assertThat(caller.navigate("/status?503").problem("portal-error").json().path("portal_status").asInt()).isEqualTo(503);
        caller.navigate("http://stranger.example/").problem("navigation-blocked");
        caller.navigate("/windows.html").done();
        caller.run("'type':'click','target':'css=#ask'").problem("dialog-unexpected");
        new Caller(service, null, "").get("/openapi").problem("unauthorized");
        new Caller(service, TokenKeys.token(AttemptId.of(43, 1), caller.sessionId(), Instant.now().plusSeconds(60)), "").get("/browser/source").problem("forbidden");
        Caller another = Caller.ofNewSession(service);
        another.run("'type':'source'").problem("session-not-found");
        another.post("/browser/session/create", json("'base_url':'" + site.url() + "'")).problem("capacity");
        busy();
    }

    private void busy() {
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> caller.run("'type':'wait','target':'css=#never','timeout_ms':5000"));
        Answer busy = null;
        while (!first.isDone() && (busy == null || busy.status() == 200)) {
            busy = caller.run("'type':'extract','kind':'url','timeout_ms':100");
        }
        busy.problem("session-busy");
        first.join().problem("element-not-found");
    }

    /** A login as a page leaves it. */
    private JsonNode login() {
        String page = "<script>document.cookie = 'visit=7; max-age=600'; localStorage.setItem('login', 'Thandi');</script>";
        caller.navigate("/echo?" + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20")).done();
        return caller.get("/browser/storage-state").done().json().path("value");
    }

    /** Sessions that end in each way; the first of them begins with a saved login. */
    private void endings(JsonNode login) {
        caller.close().done();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"idle_timeout_seconds\":3,\"storage_state\":" + login).done();
        caller.navigate("/echo?" + URLEncoder.encode("<script>document.title = document.cookie + ' ' + localStorage.getItem('login')</script>",
                StandardCharsets.UTF_8).replace("+", "%20")).done();
        assertThat(caller.get("/browser/extract?kind=title").done().value()).isEqualTo("visit=7 Thandi");
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").json().path("open_sessions").asInt(-1) == 0);
        caller.run("'type':'source'").problem("session-expired");

        caller = Caller.ofNewSession(service);
        caller.open(site.url()).done();
        ProcessHandle.current().descendants().filter(process -> process.info().command().orElse("").contains("firefox")).forEach(ProcessHandle::destroyForcibly);
        caller.run("'type':'extract','kind':'title'").problem("browser-crashed");
    }

    private static String json(String fields) {
        return "{" + fields.replace('\'', '"') + "}";
    }
}
