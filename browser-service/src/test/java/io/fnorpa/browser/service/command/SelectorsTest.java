package io.fnorpa.browser.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SelectorsTest {

    @Test
    void translatesLabelPlaceholderAndTestId() {
        assertThat(Selectors.playwright("label=E-mail")).isEqualTo("internal:label=\"E-mail\"i");
        assertThat(Selectors.playwright("label=\"E-mail\"")).isEqualTo("internal:label=\"E-mail\"s");
        assertThat(Selectors.playwright("placeholder=you@x")).isEqualTo("internal:attr=[placeholder=\"you@x\"i]");
        assertThat(Selectors.playwright("testid=go")).isEqualTo("internal:testid=[data-testid=\"go\"s]");
        assertThat(Selectors.playwright("label=Say \"hi\"")).isEqualTo("internal:label=\"Say \\\"hi\\\"\"i");
    }

    @Test
    void leavesPlaywrightsOwnAlone() {
        for (String own : new String[] {"css=a >> nth=1", "text=Don't", "role=button[name=\"a >> b\"]", "xpath=//a", "#x > p", "\"Save\"", "//a[@b='c=d']"}) {
            assertThat(Selectors.playwright(own)).isEqualTo(own);
        }
    }

    @Test
    void translatesEachPartOfAChain() {
        assertThat(Selectors.playwright("css=form>>label=Line >> nth=0")).isEqualTo("css=form >> internal:label=\"Line\"i >> nth=0");
    }

    @Test
    void takesFramesApart() {
        assertThat(Selectors.frames("css=iframe[name=a] >>> css=#b >> nth=0")).containsExactly("css=iframe[name=a]", "css=#b >> nth=0");
    }

    @Test
    void refusesUnknownKindsAndEmptyParts() {
        assertThatThrownBy(() -> Selectors.playwright("labell=x")).hasMessageContaining("'labell='").hasMessageContaining("label=");
        assertThatThrownBy(() -> Selectors.playwright("css=a >> ")).hasMessageContaining("empty");
        assertThatThrownBy(() -> Selectors.playwright("internal:control=enter-frame")).hasMessageContaining("internal:control=");
    }
}
