package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.service.Caller.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that comes in has a bound, and whoever exceeds it is told which. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(SmallBounds.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {

    private static final int LONGEST_TEXT = 5_000_000;

    /** A command that takes the field. A bounded field that is new in the document and missing here fails the test. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("id", "'type':'source'"), Map.entry("page", "'type':'source'"),
            Map.entry("frame", "'type':'source'"), Map.entry("target", "'type':'click'"), Map.entry("url", "'type':'navigate'"),
            Map.entry("value", "'type':'fill','target':'css=a'"), Map.entry("credential", "'type':'fill','target':'css=a'"),
            Map.entry("key", "'type':'press'"), Map.entry("or_target", "'type':'wait','target':'css=a'"), Map.entry("pattern", "'type':'wait'"),
            Map.entry("response", "'type':'wait'"), Map.entry("attribute", "'type':'extract','kind':'attribute','target':'css=a'"),
            Map.entry("mask", "'type':'screenshot'"), Map.entry("to_target", "'type':'drag','target':'css=a'"),
            Map.entry("files", "'type':'upload','target':'css=a'"), Map.entry("prompt_text", "'type':'dialog'"), Map.entry("code", "'type':'totp','target':'css=a'"));

    @TestHTTPResource("/")
    URL service;

    private AwkwardSite site;
    private Caller caller;

    @BeforeAll
    void open() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
        caller.open(site.url(), ",\"credentials\":{\"password\":\"looked for in pictures\"}").done();
    }

    @AfterAll
    void close() {
        caller.close();
        site.close();
    }

    /** Each bound that the document states for a command's fields, just kept and just exceeded. */
    @TestFactory
    Stream<DynamicTest> eachBoundedFieldOfACommand() {
        return bounded("Command").filter(field -> !field.getKey().equals("session_id")).map(field -> DynamicTest.dynamicTest(field.getKey(), () -> {
            String command = COMMANDS.get(field.getKey());
            assertThat(command).as("a command that takes " + field.getKey()).isNotNull();
            String sent = "{" + command.replace('\'', '"') + ",\"" + field.getKey() + "\":";
            assertTooMuch(caller.post("/browser/execute", sent + tooMuch(field.getValue()) + "}"), field.getKey());
            Answer kept = caller.post("/browser/execute", sent + most(field.getValue()) + ",\"timeout_ms\":200}");
            assertThat(kept.detail()).as("at the bound").doesNotContain("longer than", "more than", "at most");
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachBoundedFieldOfASessionRequest() {
        return bounded("SessionRequest").map(field -> DynamicTest.dynamicTest(field.getKey(), () -> {
            String base = field.getKey().equals("base_url") ? "" : "\"base_url\":\"" + site.url() + "\",";
            assertTooMuch(caller.post("/browser/session/create", "{" + base + "\"" + field.getKey() + "\":" + tooMuch(field.getValue()) + "}"), field.getKey());
        }));
    }

    /** What a request held may stand in its refusal, but not all of it. */
    @Test
    void theDetailOfARefusal() {
        assertThat(caller.run("'type':'" + "x".repeat(150_000) + "'").problem("invalid-command").detail()).startsWith("Unknown command 'xxx").hasSize(10_000).endsWith("…");
    }

    private static void assertTooMuch(Answer answer, String field) {
        assertThat(answer.problem("invalid-command").detail()).contains("'" + field + "'");
    }

    private static Stream<Map.Entry<String, JsonNode>> bounded(String schema) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
        Caller.CONTRACT.document().at("/components/schemas/" + schema + "/properties").fields().forEachRemaining(fields::add);
        return fields.stream().filter(field -> field.getValue().has("maxLength") || field.getValue().has("maxItems") || field.getValue().has("maxProperties"));
    }

    private static String tooMuch(JsonNode schema) {
        return value(schema, 1);
    }

    private static String most(JsonNode schema) {
        return value(schema, 0);
    }

    private static String value(JsonNode schema, int more) {
        if (schema.has("maxLength")) {
            return "\"" + "q".repeat(schema.get("maxLength").asInt() + more) + "\"";
        }
        int count = schema.path("maxItems").asInt(schema.path("maxProperties").asInt()) + more;
        return switch (schema.path("items").path("$ref").asText(schema.path("type").asText())) {
            case "#/components/schemas/UploadFile" -> list(count, "{\"name\":\"a\",\"content_base64\":\"\"}");
            case "object" -> "{" + String.join(",", java.util.stream.IntStream.range(0, count).mapToObj(i -> "\"c" + i + "\":\"x\"").toList()) + "}";
            default -> list(count, "\"x\"");
        };
    }

    private static String list(int count, String element) {
        return "[" + String.join(",", Collections.nCopies(count, element)) + "]";
    }

    @Test
    void listsOfCommandsAndOfTheirParts() {
        assertThat(caller.post("/browser/execute", list(101, "{\"type\":\"source\"}")).problem("invalid-command").detail()).contains("101 commands", "1 to 100");
        caller.post("/browser/execute", list(100, "{\"type\":\"extract\",\"kind\":\"url\"}")).done();
        for (String mask : List.of("null", "7", "\"" + "x".repeat(4097) + "\"")) {
            assertThat(caller.post("/browser/execute", "{\"type\":\"screenshot\",\"mask\":[" + mask + "]}").problem("invalid-command").detail()).contains("mask");
        }
        assertThat(caller.run("'type':'upload','target':'css=a','files':[{'name':'" + "x".repeat(256) + "','content_base64':''}]").problem("invalid-command").detail())
                .contains("255 characters");
        assertThat(caller.run("'type':'upload','target':'css=a','files':[{'name':'x','content_type':'" + "x".repeat(256) + "','content_base64':''}]")
                .problem("invalid-command").detail()).contains("255 characters");
        assertThat(caller.post("/browser/session/create", "{\"base_url\":\"http://x/\",\"allowed_hosts\":[\"" + "x".repeat(256) + "\"]}")
                .problem("invalid-command").detail()).contains("allowed_hosts");
        assertThat(caller.post("/browser/session/create", "{\"base_url\":\"http://x/\",\"credentials\":{\"a\":\"" + "x".repeat(4097) + "\"}}")
                .problem("invalid-command").detail()).contains("4096");
        assertThat(caller.post("/browser/session/create", "{\"base_url\":\"http://x/\",\"credentials\":{\"" + "x".repeat(129) + "\":\"x\"}}")
                .problem("invalid-command").detail()).contains("128");
        assertThat(caller.post("/browser/session/create", "{\"base_url\":\"http://x/\",\"idle_timeout_seconds\":3601}").problem("invalid-command").detail())
                .contains("1 to 3600");
    }

    @Test
    void theBodyWhetherItsLengthIsSaidOrNot() {
        byte[] large = ("{\"url\":\"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(large), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            Answer answer = Caller.send(request("browser/navigate").header("Content-Type", "application/json").POST(body).build()).problem("invalid-command");
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.detail()).contains("1048576 bytes", "browser.max-body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "json"})
    void theBodysMediaType(String type) {
        Answer answer = Caller.send(request("browser/navigate").header("Content-Type", type).POST(BodyPublishers.ofString("{\"url\":\"/\"}")).build());

        assertThat(answer.problem("invalid-command").status()).isEqualTo(415);
    }

    @Test
    void howDeepAndHowManifoldABodyIs() {
        for (String body : List.of("[".repeat(5000), "{\"a\":".repeat(2000) + "1" + "}".repeat(2000), "[" + "[],".repeat(300_000) + "[]]", "9".repeat(2000))) {
            caller.post("/browser/execute", body).problem("invalid-command");
        }
        assertThat(caller.post("/browser/execute", "{\"type\":\"source\",\"type\":\"source\"}").problem("invalid-command").detail()).contains("each field once");
        caller.post("/browser/execute", "{\"type\":\"source\"} {}").problem("invalid-command");
    }

    @Test
    void headersAndTheRequestLine() {
        assertThat(RawCall.status(service, "GET /openapi HTTP/1.1", "Authorization: Bearer " + TokenKeys.token("s"), "X-Long: " + "x".repeat(17_000))).isEqualTo(431);
        assertThat(RawCall.status(service, "GET /openapi?" + "x".repeat(17_000) + " HTTP/1.1", "Authorization: Bearer " + TokenKeys.token("s"))).isEqualTo(414);
        String longest = "css=" + "a".repeat(4092);
        caller.get("/browser/extract?kind=count&timeout_ms=500&target=" + longest).done();
        assertThat(caller.get("/browser/extract?target=" + longest + "a").problem("invalid-command").detail()).contains("'target' is longer than 4096");
        assertThat(caller.get("/browser/screenshot?" + "mask=x&".repeat(51)).problem("invalid-command").detail()).contains("mask");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            many.append("p").append(i).append("&");
        }
        assertThat(caller.get("/browser/extract?" + many).problem("invalid-command").detail()).contains("100 parameters");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service + path)).header("Authorization", "Bearer " + TokenKeys.token(caller.sessionId()));
    }

    @Test
    void thePagesTextSourceValuesAndTables() {
        load("/text?" + LONGEST_TEXT);
        assertThat(caller.run("'type':'extract','target':'css=#text','timeout_ms':30000").done().value()).hasSize(LONGEST_TEXT);
        assertTooLong("'type':'source'", "The page's source has 50000");

        load("/text?" + (LONGEST_TEXT + 1));
        assertTooLong("'type':'extract','target':'css=#text'", "5000001 characters");
        load("/echo?" + encoded("<table id=t hidden><tr><td id=cell></td></tr></table><input id=i><script>const x = 'x'.repeat(5000001);"
                + "cell.textContent = x; i.value = x; i.title = x; document.title = x;</script>"));
        assertTooLong("'type':'extract','target':'css=#t','kind':'table'", "The table has 500000");
        assertTooLong("'type':'extract','target':'css=#i','kind':'value'", "5000001 characters");
        assertTooLong("'type':'extract','target':'css=#i','kind':'attribute','attribute':'title'", "5000001 characters");
        assertTooLong("'type':'extract','kind':'title'", "5000001 characters");
        assertTooLong("'type':'screenshot'", "What the page shows has");
        JsonNode missed = caller.run("'type':'expect','target':'css=#i','state':'value','value':'y','timeout_ms':100").done().json().path("value");
        assertThat(missed.path("actual").asText()).hasSize(10_000).endsWith("…");
    }

    /** In the time that megabytes may take: the default limit is short here. */
    private void load(String path) {
        caller.run("'type':'navigate','timeout_ms':30000,'url':'" + path + "'").done();
    }

    private void assertTooLong(String command, String what) {
        assertThat(caller.run(command + ",'timeout_ms':30000").problem("invalid-command").detail()).contains(what, "more than 5000000");
    }

    @Test
    void aSavedLoginIsTheWholeContextsAndTakesNoFrame() {
        assertThat(caller.get("/browser/storage-state?frame=css%3Diframe").problem("invalid-command").detail())
                .contains("Unknown field 'frame' for storage-state");
    }

    @Test
    void savedLogins() {
        load("/echo?" + encoded("<script>for (let i = 0; i < 5; i++) localStorage.setItem('k' + i, 'x'.repeat(1030000));</script>"));
        assertTooLong("'type':'storage-state'", "The storage state has");
        load("/echo?" + encoded("<script>localStorage.clear()</script>"));
    }

    @Test
    void whatIsToldBesides() {
        load("/echo?" + encoded("<script>history.pushState({}, '', '/' + 'x'.repeat(100000))</script><button onclick=\"alert('y'.repeat(2000000))\">Say</button>"));
        String url = caller.run("'type':'extract','target':'css=button'").done().json().path("url").asText();
        assertThat(url).hasSize(8192).endsWith("…").startsWith(site.url());
        assertThat(caller.run("'type':'click','target':'css=#never','timeout_ms':100").problem("element-not-found").detail().length()).isLessThanOrEqualTo(10_000);

        String dialog = caller.run("'type':'click','target':'css=button'").problem("dialog-unexpected").detail();
        assertThat(dialog).hasSize(10_000).contains("yyy").endsWith("…");
        assertThat(caller.run("'type':'dialog'").done().value()).hasSize(10_000);
    }

    @Test
    void aFileThatIsDownloaded() {
        for (int size : new int[] {102_400, 102_401}) {
            load("/echo?" + encoded("<a id=file href=/large.bin?" + size + ">file</a>"));
            Answer answer = caller.run("'type':'download','target':'css=#file','timeout_ms':20000");
            if (size == 102_400) {
                assertThat(answer.done().json().path("content_base64").asText().length()).isGreaterThan(size);
            } else {
                assertThat(answer.problem("invalid-command").detail()).contains("bytes", "browser.max-download", "102400");
            }
        }
        caller.run("'type':'extract','kind':'url'").done();
    }

    @Test
    void theAnswersOfAList() {
        load("/text?" + (LONGEST_TEXT - 100_000));

        Answer stopped = caller.post("/browser/execute", list(10, "{\"type\":\"extract\",\"target\":\"css=#text\",\"timeout_ms\":30000}"));

        assertThat(stopped.problem("invalid-command").detail()).contains("more than 30000000", "was not begun");
        assertThat(stopped.json().path("failed_index").asInt()).isEqualTo(7);
        assertThat(stopped.json().path("results")).hasSize(7);
    }

    @Test
    void theTimeLimitHasADefaultAndAMaximum() {
        caller.navigate("/").done();
        assertThat(caller.run("'type':'wait','target':'css=#never'").problem("element-not-found").detail()).contains("within 2000 ms");
        assertThat(caller.run("'type':'wait','target':'css=#never','timeout_ms':120001").problem("invalid-command").detail()).contains("from 1 to 120000");
    }

    private static String encoded(String html) {
        return URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
