package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The flows of this project pass the check, and Camel takes them. */
class ProjectFlowsTest {

    private static final Path FLOWS = Checkout.find().root().resolve("fno-flows");

    @Test
    void eachFolderServes() {
        try (FlowLibrary library = FlowLibrary.load(FLOWS)) {
            assertThat(library.refused()).isEmpty();
            assertThat(library.all()).extracting(context -> context.settings().fno()).contains("evotel", "metrofiber", "octotel", "openserve");
        }
    }
}
