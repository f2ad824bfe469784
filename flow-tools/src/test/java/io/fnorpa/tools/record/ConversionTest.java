package io.fnorpa.tools.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.tools.practice.SamplePortal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code .jsonl} files are what the recorder said in a real Firefox, line by line. */
class ConversionTest {

    private static final URI SAMPLE = URI.create("http://127.0.0.1:34043/");
    private static final URI ORDERS = URI.create("http://127.0.0.1:8765/");

    @Test
    void aLoginASearchAndACancellationBecomeAFlow() throws IOException {
        RecordedFlow flow = convert("sample-portal.jsonl");

        assertThat(FlowText.route("acme", "cancellation", SAMPLE + "login", flow)).contains("""
                      steps:
                        - to:
                            uri: browser:navigate
                            parameters:
                              url: login
                        - to:
                            uri: browser:fill
                            parameters:
                              target: role=textbox[name="User name"]
                              credential: username
                        - to:
                            uri: browser:fill
                            parameters:
                              target: role=textbox[name="Password"]
                              credential: password
                        - to:
                            uri: browser:click
                            parameters:
                              target: role=button[name="Log in"]
                        # Write into refused what the portal shows when it does not take the code.
                        - to:
                            uri: browser:totp
                            parameters:
                              target: role=textbox[name="Code"]
                              accepted: role=textbox[name="Service number"]
                              refused: css=[role=alert]
                        - to:
                            uri: browser:fill
                            parameters:
                              target: role=textbox[name="Service number"]
                              value: ${variable.job[parameters][service_number]}
                        - to:
                            uri: browser:click
                            parameters:
                              target: role=button[name="Search"]
                        - to:
                            uri: browser:click
                            parameters:
                              target: role=link[name="Open"]
                        - to:
                            uri: browser:select
                            parameters:
                              target: label=Reason
                              value: Non-payment
                        - to:
                            uri: browser:fill
                            parameters:
                              target: role=textbox[name="Last day of service"]
                              value: ${variable.job[parameters][last_day_of_service]}
                        # bin/flow run stops here at a real portal, since what comes next may be what cannot be taken back. Move this to right before the click that counts, or take it out of a flow that changes nothing.
                        - to:
                            uri: job:point-of-no-return
                            parameters:
                              what: cancellation
                        - to:
                            uri: browser:click
                            parameters:
                              target: role=button[name="Confirm cancellation"]
                        - to:
                            uri: browser:screenshot
                            parameters:
                              step: recorded-end
                """);
        assertThat(flow.credentials()).containsExactly("username", "password");
        assertThat(flow.code()).isTrue();
        assertThat(flow.parameters()).containsExactly("service_number", "last_day_of_service");
    }

    @Test
    void framesPopupsFilesBoxesAndQuestionsBecomeVerbsToo() throws IOException {
        RecordedFlow flow = convert("orders.jsonl");

        assertThat(flow.steps()).extracting(step -> step.verb() + " " + step.options()).containsExactly(
                "browser:navigate {url=portal.html}",
                "browser:check {target=role=checkbox[name=\"Keep me\"]}",
                "browser:select {target=label=Reason, value=p}",
                "browser:click {target=role=button[name=\"In frame\"], frame=css=#order}",
                "browser:upload {target=role=button[name=\"Doc\"], fileName=page.html, value=the text of page.html}",
                "browser:fill {target=role=textbox[name=\"Anything\"], value=${variable.job[parameters][anything]}}",
                "browser:click {target=testid=go}",
                "browser:click {target=role=link[name=\"Popup\"]}",
                "browser:click {target=role=button[name=\"Details\"], page=popup}",
                "browser:click {target=text=12.50}",
                "browser:click {target=role=button[name=\"Ask\"], dialog=dismiss}");
        assertThat(flow.steps()).last().extracting(Step::remark).asString().contains("A recording always answers no");
        assertThat(flow.credentials()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-portal.jsonl", "orders.jsonl"})
    void nothingThatWasTypedIsInTheFlow(String recording) throws IOException {
        RecordedFlow flow = convert(recording);
        String files = FlowText.route("acme", "order", SAMPLE.toString(), flow) + FlowText.jobType("order", flow, "  ");

        assertThat(text("sample-portal.jsonl")).as("it was typed").contains(SamplePortal.PASSWORD, SamplePortal.USERNAME, "SMP-1001");
        assertThat(files).doesNotContain(SamplePortal.PASSWORD, SamplePortal.USERNAME, "SMP-1001", "two words", "2031-01-31")
                .doesNotContainPattern("\\b\\d{6}\\b");
    }

    /** A page that sends its form as an address, and one that says it back. */
    @Test
    void whatWasTypedAsASecretIsNotKeptElsewhereEither() {
        Conversion conversion = new Conversion(ORDERS);
        conversion.take(typed("password", "Password", "open sesame"));
        conversion.take(action(line("navigate", "").put("url", ORDERS + "home?password=open%20sesame#open")));
        conversion.take(action(line("assertText", "#hello").put("text", "You typed open sesame!")));

        String text = FlowText.route("acme", "order", "http://127.0.0.1/?password=open", conversion.flow());

        assertThat(text).doesNotContain("sesame", "open%20", "password=").contains("url: home", "LEFT OUT", "held what was typed as a secret");
    }

    @Test
    void aSecretIsKnownByItsWordsWhereThePageDoesNotSay() {
        Conversion conversion = new Conversion(ORDERS);
        conversion.take(typed("text", "Passphrase", "horse battery"));
        conversion.take(typed("password", "Security word", "staple"));
        conversion.take(typed("text", "Authenticator code", "123456"));
        conversion.take(typed("text", "Line", "4711 & more"));

        assertThat(conversion.flow().steps()).extracting(step -> step.verb() + " " + step.options().get("credential"))
                .containsExactly("browser:fill password", "browser:fill security-word", "browser:totp null", "browser:fill null");
    }

    /** As a pad for a PIN that is made of script takes it. */
    @Test
    void whatIsTypedOutsideOfAFieldIsLeftOut() {
        Conversion conversion = new Conversion(ORDERS);
        for (String key : "4711".split("")) {
            conversion.take(action(line("press", "internal:role=dialog").put("key", key)));
        }
        conversion.take(action(line("press", "internal:role=dialog").put("key", "Enter")));
        conversion.take(action(line("press", "body").put("key", "a").put("modifiers", 2)));

        assertThat(conversion.flow().steps()).extracting(step -> step.options().get("key")).containsExactly("LEFT OUT", "Enter", "Control+a");
        assertThat(conversion.flow().steps().get(0).remark()).contains("typed here outside of a field");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "fill, click Search, click Confirm cancellation                      | 2",
        "click Search, click Confirm cancellation, click Log out, press Tab  | 1",
        "click Search, click Confirm cancellation, click Close, fill         | 1",
        "click Search, press Enter                                           | 1",
        "click Search, totp                                                  | 1",
        "click Log out                                                       | 0",
        "navigate, fill                                                      | -1"})
    void aRecordingStopsBeforeTheLastStepThatMayCount(String done, int before) {
        List<Step> steps = Stream.of(done.split(", ")).map(words -> words.split(" ", 2)).map(words -> Step.of("browser:" + words[0])
                .with(words[0].equals("press") ? "key" : "target", words.length < 2 ? "label=Field" : words[0].equals("press") ? words[1] : "role=button[name=\"" + words[1] + "\"]")).toList();

        List<Step> marked = PointOfNoReturn.in(steps, "order");

        assertThat(marked.stream().map(Step::verb).toList().indexOf(PointOfNoReturn.VERB)).isEqualTo(before);
        assertThat(marked.stream().filter(step -> !step.verb().equals(PointOfNoReturn.VERB))).containsExactlyElementsOf(steps);
    }

    @Test
    void hostsThatPagesWereLoadedFromAreNamedButNotAllowed(@TempDir Path flows) throws IOException {
        Conversion conversion = new Conversion(ORDERS);
        conversion.take(action(line("click", "#go")));
        conversion.take(Recorded.parse("{\"event\":\"end\",\"hosts\":[\"127.0.0.1:8765\",\"cdn.example\",\"tracker.example\"]}"));

        new RecordedFolder(flows, "acme", "order", Optional.empty()).write(ORDERS, conversion.flow());

        Path settings = flows.resolve("acme/fno.yaml");
        assertThat(settings).content().contains("# allowed-hosts: [cdn.example, tracker.example]");
        assertThat(FnoSettings.parse("fno.yaml", Files.readString(settings)).allowedHosts()).isEmpty();
    }

    /** The portal is where the recording began. */
    private static RecordedFlow convert(String recording) throws IOException {
        Conversion conversion = new Conversion(URI.create(text(recording).replaceAll("(?s).*?\"url\":\"(http://[^/]+/).*", "$1")));
        text(recording).lines().map(Recorded::parse).forEach(conversion::take);
        return conversion.flow();
    }

    private static String text(String recording) throws IOException {
        try (InputStream text = ConversionTest.class.getResourceAsStream(recording)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Recorded typed(String type, String label, String text) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode line = mapper.createObjectNode().put("event", "action");
        line.set("action", line("fill", "internal:label=\"" + label + "\"i").put("text", text));
        line.set("field", mapper.createObjectNode().put("tag", "input").put("type", type).put("label", label));
        return Recorded.parse(line.toString());
    }

    private static Recorded action(ObjectNode action) {
        ObjectNode line = new ObjectMapper().createObjectNode().put("event", "action");
        line.set("action", action);
        return Recorded.parse(line.toString());
    }

    private static ObjectNode line(String name, String selector) {
        return new ObjectMapper().createObjectNode().put("name", name).put("selector", selector).put("pageGuid", "page@1");
    }
}
