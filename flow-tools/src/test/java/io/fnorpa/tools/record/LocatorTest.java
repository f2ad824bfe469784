package io.fnorpa.tools.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocatorTest {

    private final ObjectNode field = new ObjectMapper().createObjectNode().put("tag", "input").put("id", "amount").put("name", "amount")
            .put("label", "Amount").put("text", "Log in");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "internal:role=button[name=\"Log in\"i]                    | role=button[name=\"Log in\"]",
        "internal:role=button[name=\"Log\"i]                       | role=button[name*=\"Log\"i]",
        "internal:role=button[name=\"Log\"s]                       | role=button[name=\"Log\"]",
        "internal:role=heading                                     | role=heading",
        "internal:role=row[name=\"A >> B\"s] >> internal:role=link | role=row[name=\"A >> B\"] >> role=link",
        "internal:label=\"Reason\"i                                | label=Reason",
        "internal:label=\"Amount First choiceSecond\"i             | label=Amount",
        "internal:label=\"Reason\"s                                | label=\"Reason\"",
        "internal:attr=[placeholder=\"Search\"i]                   | placeholder=Search",
        "internal:attr=[alt=\"Logo\"s]                             | css=[alt=\"Logo\"]",
        "internal:attr=[title=\"Close\"i]                          | css=[title*=\"Close\" i]",
        "internal:testid=[data-testid=\"go\"s]                     | testid=go",
        "internal:text=\"12.50\"i                                  | text=12.50",
        "internal:text=\"12.50\"s                                  | text=\"12.50\"",
        "#total                                                    | css=#total",
        "td >> internal:has-text=\"Fibre\"i >> nth=1               | css=td:has-text(\"Fibre\") >> nth=1"})
    void whatTheRecorderSaysIsSaidAsFlowsSayIt(String recorded, String ours) {
        Locator locator = Locator.of(recorded, field);

        assertThat(locator.target()).isEqualTo(ours);
        assertThat(locator.frame()).isNull();
        assertThat(locator.sure()).isTrue();
    }

    @Test
    void anElementInFramesHasTheirSelectorsOutermostFirst() {
        Locator locator = Locator.of("#outer >> internal:control=enter-frame >> iframe[name=\"inner\"] >> internal:control=enter-frame >> internal:text=\"Next\"i", field);

        assertThat(locator.frame()).isEqualTo("css=#outer >>> css=iframe[name=\"inner\"]");
        assertThat(locator.target()).isEqualTo("text=Next");
    }

    @Test
    void whatFlowsCannotSayIsNamedByItsIdAndTold() {
        Locator locator = Locator.of("internal:role=button >> internal:has=\"internal:text=\\\"x\\\"\"", field);

        assertThat(locator.target()).isEqualTo("css=[id=\"amount\"]");
        assertThat(locator.sure()).isFalse();
    }
}
