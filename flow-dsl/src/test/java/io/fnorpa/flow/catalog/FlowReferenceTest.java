package io.fnorpa.flow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.component.browser.BrowserEndpoint;
import io.fnorpa.flow.component.job.JobEndpoint;
import io.fnorpa.flow.runtime.FlowTerms;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference and the schemas are what is made of components, check and Kamelets; each option is told for each verb that takes it. */
class FlowReferenceTest {

    private static final Path ROOT = Checkout.find().root();
    private static final FlowTexts FLOWS = FlowTexts.read(ROOT.resolve("fno-flows"));
    /** Camel gives it to each endpoint; no verb takes it. */
    private static final String CAMELS_OWN = "lazyStartProducer";

    @Test
    void theFilesInDocsAreWhatIsMadeNow() throws IOException {
        Map<String, String> files = ReferenceFiles.of(FLOWS);
        if (Boolean.getBoolean("rpa.rewrite")) {
            ReferenceFiles.write(ROOT.resolve("docs"), files);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(ROOT.resolve("docs").resolve(file.getKey())).as("say bin/flow reference, and look at what it changes").hasContent(file.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"browser", "job"})
    void eachOptionIsDescribedForJustTheVerbsThatTakeIt(String scheme) {
        Set<String> words = VerbTexts.words(scheme);
        List<Verb> verbs = FlowTerms.verbs().stream().filter(verb -> verb.fullName().startsWith(scheme + ":")).toList();
        Set<String> told = new TreeSet<>();

        assertThat(verbs).extracting(verb -> verb.fullName().substring(scheme.length() + 1)).containsExactlyElementsOf(words);
        VerbTexts.metadata(scheme).get("properties").properties().forEach(entry -> {
            String option = entry.getKey();
            if (entry.getValue().get("kind").asText().equals("path") || option.equals(CAMELS_OWN)) {
                return;
            }
            told.add(option);
            Set<String> takeIt = verbs.stream().filter(verb -> verb.known().contains(option)).map(verb -> verb.fullName().substring(scheme.length() + 1))
                    .collect(Collectors.toSet());
            assertThat(Clauses.of(entry.getValue().get("description").asText(), words).verbs()).as(option).containsExactlyInAnyOrderElementsOf(takeIt);
            assertThat(words(entry.getValue())).as(option).containsExactlyInAnyOrderElementsOf(
                    entry.getValue().get("type").asText().equals("boolean") ? Set.of() : Verb.choices(option));
        });
        assertThat(verbs.stream().flatMap(verb -> verb.known().stream()).collect(Collectors.toSet())).isEqualTo(told);
    }

    private static List<String> words(JsonNode property) {
        return Json.MAPPER.convertValue(property.path("enum").isMissingNode() ? Json.array() : property.get("enum"),
                Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    /** Camel leaves out of metadata what it does not like in a description, such as brackets and quotes, and says nothing. */
    @ParameterizedTest
    @ValueSource(classes = {BrowserEndpoint.class, JobEndpoint.class})
    void theMetadataHasEachDescriptionToTheLetter(Class<?> endpoint) {
        JsonNode properties = VerbTexts.metadata(endpoint.getAnnotation(UriEndpoint.class).scheme()).get("properties");

        assertThat(endpoint.getDeclaredFields()).filteredOn(field -> field.isAnnotationPresent(UriParam.class)).hasSizeGreaterThan(5).allSatisfy(field ->
                assertThat(properties.get(field.getName()).get("description").asText()).isEqualTo(field.getAnnotation(UriParam.class).description()));
    }

    @Test
    void eachVerbAndOptionSaysWhatItIsInASentence() {
        assertThat(VerbTexts.all()).hasSize(26).allSatisfy(verb -> {
            assertThat(verb.summary()).matches("(?s)[A-Z].*\\.");
            assertThat(verb.options()).allSatisfy(option -> assertThat(option.description()).as("%s, %s", verb.fullName(), option.name()).matches("(?s)[A-Z].{9,}\\."));
        });
        VerbText navigate = VerbTexts.all().get(0);
        assertThat(navigate.options().get(0)).extracting(OptionText::name, OptionText::required, OptionText::description)
                .containsExactly("url", true, "Address to open, relative to the FNO's base URL or absolute; only hosts that the FNO's settings allow.");
        assertThat(navigate.options().get(1)).extracting(OptionText::name, option -> option.byDefault().orElse(""), OptionText::choices)
                .containsExactly("waitUntil", "load", List.of("load", "domcontentloaded", "networkidle", "commit"));
    }

    @Test
    void aDescriptionThatSaysNotOfWhichVerbsIsRefused() {
        Set<String> verbs = Set.of("fill", "click");

        assertThatThrownBy(() -> Clauses.of("Element to act on.", verbs)).hasMessageContaining("does not begin with the verbs");
        assertThatThrownBy(() -> Clauses.of("fill: the text. all but click: the other.", verbs)).hasMessageContaining("says two things of fill");
        assertThat(Clauses.of("all but click: the text.", verbs).verbs()).containsExactly("fill");
    }

    @Test
    void aKameletIsToldWithItsParametersAndWithWhatComesOfIt() {
        KameletText login = kamelet("octotel-login");
        KameletText status = kamelet("service-status");

        assertThat(FLOWS.broken()).isEmpty();
        assertThat(FLOWS.kamelets()).hasSizeGreaterThan(30).allSatisfy(kamelet -> {
            assertThat(kamelet.title()).isNotBlank();
            assertThat(kamelet.description()).isNotBlank();
            assertThat(kamelet.parameters()).allSatisfy(parameter -> assertThat(parameter.description()).isNotBlank());
        });
        assertThat(login.effects().uses()).contains("login-refused");
        assertThat(kamelet("octotel-check-page").effects().outcomes()).containsExactly("RETRY portal-unavailable", "RETRY session-expired");
        assertThat(kamelet("octotel-find-service").effects().variables()).containsExactly("octotelRows");
        assertThat(status.effects().results()).containsExactly("status");
        assertThat(FLOWS.routes().get("octotel-validation").effects().outcomes()).containsExactly("FAILED service-cancelled", "FAILED service-unknown");
    }

    private static KameletText kamelet(String name) {
        return FLOWS.kamelets().stream().filter(kamelet -> kamelet.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void thePageTellsWhatTheCodeDoesWithAFailure() {
        assertThat(FlowReference.page(FLOWS))
                .contains("| `portal-unreachable` | `PortalUnreachableException` | RETRY PORTAL |")
                .contains("| `timeout` | `CommandTimeoutException` | `navigate`, `restore-session`: RETRY PORTAL; "
                        + "`download`, `expect`, `totp`, `wait-for`: REVIEW PORTAL_CHANGED; other verbs: RETRY BROWSER |");
    }
}
