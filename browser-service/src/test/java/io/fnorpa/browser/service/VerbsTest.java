package io.fnorpa.browser.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.service.Caller.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verb in a real Firefox, on one page. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbsTest {

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
        assertThat(caller.navigate("/").done().value()).isEqualTo("200");
    }

    @Test
    void fillsByLabelPlaceholderAndTestIdAndSubmits() {
        caller.run("'type':'fill','target':'label=E-mail','value':'a@example.com'").done();
        caller.run("'type':'fill','target':'placeholder=you@example','value':'b@example.com'").done();
        caller.run("'type':'fill','target':'testid=note','value':'hello'").done();
        caller.run("'type':'select','target':'label=Plan','value':'Fibre 100'").done();
        caller.run("'type':'check','target':'label=I agree'").done();
        Answer submitted = caller.run("'type':'submit','target':'css=#login'").done();

        caller.run("'type':'wait','pattern':'*/echo?*'").done();
        assertThat(submitted.json().path("duration_ms").isIntegralNumber()).isTrue();
        assertThat(caller.text("css=#echo")).contains("mail=b@example.com", "remark=hello", "plan=f100", "terms=on");
    }

    @Test
    void clicksTypesPressesHoversAndDrags() {
        caller.run("'type':'click','target':'role=button[name=\\'Count\\']'".replace("\\'", "\\\"")).done();
        caller.run("'type':'click','target':'text=\\'Count\\''".replace("\\'", "\\\"")).done();
        assertThat(caller.text("css=#clicks")).isEqualTo("2");

        caller.run("'type':'type','target':'css=#listens','value':'abc'").done();
        caller.run("'type':'press','target':'css=#listens','key':'Enter'").done();
        caller.run("'type':'press','key':'Escape'").done();
        assertThat(caller.text("css=#keys")).isEqualTo("abcEnterEscape");

        caller.run("'type':'hover','target':'css=#hover'").done();
        assertThat(caller.text("css=#hover")).isEqualTo("hovered");

        caller.run("'type':'drag','target':'css=#from','to_target':'css=#to'").done();
        assertThat(caller.text("css=#to")).isEqualTo("dropped");
    }

    @Test
    void checksAndUnchecks() {
        caller.run("'type':'check','target':'label=I agree'").done();
        assertThat(expectation("'target':'label=I agree','state':'checked'").path("met").asBoolean()).isTrue();

        caller.run("'type':'uncheck','target':'label=I agree'").done();
        assertThat(expectation("'target':'label=I agree','state':'unchecked'").path("met").asBoolean()).isTrue();
    }

    @Test
    void uploadsAFile() {
        String bytes = Base64.getEncoder().encodeToString("order 7".getBytes(UTF_8));
        caller.run("'type':'upload','target':'label=Copy of the order','files':[{'name':'order.txt','content_type':'text/plain','content_base64':'"
                + bytes + "'}]").done();

        caller.run("'type':'wait','target':'text=order 7'").done();
        assertThat(caller.text("css=#file")).isEqualTo("order.txt order 7");
    }

    @Test
    void downloadsAFileUnderTheNameThatThePortalGave() {
        JsonNode file = caller.post("/browser/download", "{\"target\":\"css=#csv\"}").done().json();

        assertThat(file.path("file_name").asText()).isEqualTo("result 1.csv");
        assertThat(file.path("content_type").asText()).isEqualTo("text/csv");
        assertThat(new String(Base64.getDecoder().decode(file.path("content_base64").asText()), UTF_8)).contains("100,active");
    }

    @Test
    void waitsForAnElementAnAddressAndAResponseThatCameAlready() {
        caller.run("'type':'click','target':'css=#later'").done();
        assertThat(caller.run("'type':'wait','target':'css=#never','or_target':'css=#came'").done().value()).isEqualTo("or");
        assertThat(caller.run("'type':'wait','pattern':'*/at/last'").done().value()).endsWith("/at/last");

        caller.run("'type':'click','target':'css=#load'").done();
        caller.run("'type':'wait','response':'*/slow?*'").done();
        caller.run("'type':'wait','target':'text=rows 3'").done();

        caller.run("'type':'navigate','url':'/echo?again'").done();
        caller.run("'type':'wait','response':'*/echo?again','timeout_ms':2000'".replace("2000'", "2000")).done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"css=.hidden-first", "css=.hidden-last"})
    void ofSeveralElementsOneIsEnoughToBeVisibleAndAllMustBeHidden(String several) {
        caller.navigate("/notices.html").done();
        assertThat(caller.run("'type':'wait','target':'css=#never','or_target':'" + several + "'").done().value()).isEqualTo("or");
        caller.run("'type':'wait','target':'" + several + "'").done();
        assertThat(expectation("'target':'" + several + "'").path("met").asBoolean()).isTrue();
        caller.run("'type':'wait','target':'" + several + "','state':'hidden','timeout_ms':300").problem("timeout");
        assertThat(expectation("'target':'" + several + "','state':'hidden','timeout_ms':100").path("met").asBoolean()).isFalse();

        caller.run("'type':'click','target':'role=button'").done();
        caller.run("'type':'wait','target':'" + several + "','state':'hidden'").done();
        assertThat(expectation("'target':'" + several + "','state':'hidden'").path("met").asBoolean()).isTrue();
        assertThat(expectation("'target':'" + several + "','timeout_ms':100").path("actual").asText()).isEqualTo("not visible");
        caller.run("'type':'wait','target':'" + several + "','timeout_ms':300").problem("element-not-visible");
    }

    @Test
    void expectsAndSaysWhatIsThereInstead() {
        assertThat(expectation("'target':'css=h1','state':'text','value':'Sign'").path("met").asBoolean()).isTrue();

        JsonNode missed = expectation("'target':'css=h1','state':'exact-text','value':'Log out','timeout_ms':100");
        assertThat(missed.path("met").asBoolean()).isFalse();
        assertThat(missed.path("actual").asText()).isEqualTo("Sign in");

        assertThat(expectation("'target':'css=.twice','state':'count','value':'2'").path("met").asBoolean()).isTrue();
        assertThat(expectation("'state':'title','value':'Sign*'").path("met").asBoolean()).isTrue();
        assertThat(expectation("'state':'url','value':'*/nowhere','timeout_ms':100").path("actual").asText()).startsWith(site.url());
        assertThat(expectation("'target':'css=#never','timeout_ms':100").path("actual").asText()).isEqualTo("not there");
    }

    private JsonNode expectation(String fields) {
        return caller.run("'type':'expect'," + fields).done().json().path("value");
    }

    @Test
    void extractsTextValueAttributeCountTitleAddressTablesAndAria() {
        assertThat(caller.text("css=#deep")).isEqualTo("In the shadow");
        assertThat(caller.get("/browser/extract?kind=title").done().value()).isEqualTo("Sign in");
        assertThat(caller.get("/browser/extract?kind=url").done().value()).isEqualTo(site.url());
        assertThat(caller.get("/browser/extract?target=css%3D%23csv&kind=attribute&attribute=href").done().value()).isEqualTo("/result.csv");
        assertThat(caller.get("/browser/extract?target=css%3D.twice&kind=count").done().json().path("value").asInt()).isEqualTo(2);
        caller.run("'type':'fill','target':'label=E-mail','value':'x y'").done();
        assertThat(caller.get("/browser/extract?target=label%3DE-mail&kind=value").done().value()).isEqualTo("x y");

        JsonNode table = caller.get("/browser/extract?target=css%3D%23services&kind=table").done().json().path("value");
        assertThat(table).hasSize(2);
        assertThat(table.get(1).toString()).isEqualTo("{\"Service\":\"200\",\"State\":\"cancelled\",\"3\":\"y\"}");
        JsonNode grid = caller.get("/browser/extract?target=css%3D%23grid&kind=table").done().json().path("value");
        assertThat(grid.toString()).isEqualTo("[{\"Id\":\"7\",\"Town\":\"Paarl\"}]");

        assertThat(caller.get("/browser/extract?kind=aria").done().value()).contains("heading \"Sign in\"", "button \"Log in\"");
    }

    /** The site's server is on this machine, so its clock is ours. */
    @Test
    void tellsWhatTimeItIsAtThePortal() {
        String told = caller.get("/browser/extract?kind=portal-time").done().value();
        assertThat(Duration.between(Instant.parse(told), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void givesTheSourceAndAPictureOfPageAndElement() {
        assertThat(caller.get("/browser/source").done().value()).startsWith("<html").contains("id=\"services\"");

        Answer page = caller.get("/browser/screenshot?full_page=true").done();
        assertThat(page.contentType()).isEqualTo("image/png");
        Answer element = caller.get("/browser/screenshot?target=css%3Dh1").done();
        assertThat(element.bytes()).hasSizeLessThan(page.bytes().length).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void carriesALoginFromOneStateToAnother() {
        JsonNode state = caller.get("/browser/storage-state").done().json().path("value");

        assertThat(state.has("cookies")).isTrue();
        assertThat(state.has("origins")).isTrue();
    }

    @Test
    void runsAListUntilTheFirstFailure() {
        Answer all = caller.post("/browser/execute", "[{\"type\":\"click\",\"target\":\"css=#count\"},{\"type\":\"extract\",\"target\":\"css=#clicks\"}]").done();
        assertThat(all.json().path("results").get(1).path("value").asText()).isEqualTo("1");

        Answer stopped = caller.post("/browser/execute", "[{\"type\":\"click\",\"target\":\"css=#count\"},"
                + "{\"type\":\"click\",\"target\":\"css=#never\",\"timeout_ms\":200},{\"type\":\"click\",\"target\":\"css=#count\"}]");
        stopped.problem("element-not-found");
        assertThat(stopped.json().path("failed_index").asInt()).isEqualTo(1);
        assertThat(stopped.json().path("results")).hasSize(1);
        assertThat(caller.text("css=#clicks")).isEqualTo("2");
    }

    @Test
    void aMissingElementComesWithItsNearestNeighbours() {
        Answer missing = caller.run("'type':'click','target':'role=button[name=\\'Log on\\']','timeout_ms':300".replace("\\'", "\\\""));

        missing.problem("element-not-found");
        assertThat(missing.detail()).contains("Log on", site.url());
        assertThat(missing.json().path("candidates").get(0).asText()).isEqualTo("button \"Log in\"");
        assertThat(missing.json().path("candidates")).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void tellsManyHiddenAndDisabledElementsApart() {
        assertThat(caller.run("'type':'click','target':'css=.twice'").problem("element-not-found").detail()).contains("matches 2 elements");
        caller.run("'type':'click','target':'css=#hidden','timeout_ms':300").problem("element-not-visible");
        assertThat(caller.run("'type':'click','target':'css=#covered','timeout_ms':3000").problem("timeout").detail()).contains("not enabled");
        assertThat(caller.run("'type':'select','target':'label=Plan','value':'Fibre 999','timeout_ms':3000").problem("element-not-found")
                .json().path("candidates").toString()).contains("Fibre 50");
    }

    @Test
    void tellsWhatAnErrorPageAndADeadPortalAre() {
        Answer error = caller.navigate("/status?503").problem("portal-error");
        assertThat(error.json().path("portal_status").asInt()).isEqualTo(503);
        caller.run("'type':'click','target':'css=#count','timeout_ms':200").problem("portal-error");
        assertThat(caller.navigate("/status?404").done().value()).isEqualTo("404");

        caller.navigate("/hangs-up").problem("portal-unreachable");
        AwkwardSite gone = new AwkwardSite();
        gone.close();
        assertThat(caller.navigate(gone.url()).problem("portal-unreachable").detail()).contains("127.0.0.1:" + gone.port());
    }

    @Test
    void aSlowPortalIsATimeout() {
        caller.run("'type':'navigate','url':'/slow?3000','timeout_ms':300").problem("timeout");
    }
}
