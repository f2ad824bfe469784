package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @Test
    void isFoundFromAModulesFolder() {
        assertThat(Checkout.find().root()).isDirectoryContaining("glob:**/pom.xml").isDirectoryContaining("glob:**/sandbox");
    }

    @Test
    void saysHowToBuildWhatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> new Checkout(empty).application("browser-service"))
                .hasMessageContaining("quarkus-run.jar is missing")
                .hasMessageContaining("-pl browser-service package");
    }
}
