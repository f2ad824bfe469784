package io.fnorpa.bench.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReloadOptionsTest {

    @Test
    void whatIsSaidCounts() {
        ReloadOptions options = ReloadOptions.parse("--rounds", "2", "--json", "/tmp/r.json");

        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.json()).contains(Path.of("/tmp/r.json"));
    }

    @Test
    void whatWillNotDoIsRefused() {
        assertThatThrownBy(() -> ReloadOptions.parse("--rounds", "0")).hasMessageContaining("--rounds 0").hasMessageContaining("from 1 to 1000");
        assertThatThrownBy(() -> ReloadOptions.parse("--json")).hasMessageContaining("--json wants a value");
        assertThatThrownBy(() -> ReloadOptions.parse("--only", "x")).hasMessageContaining("unknown option --only");
    }
}
