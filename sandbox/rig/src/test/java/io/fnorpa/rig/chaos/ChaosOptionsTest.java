package io.fnorpa.rig.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosOptionsTest {

    private static final Path DATA = Path.of("/usual");

    @Test
    void whatIsSaidCounts() {
        ChaosOptions options = ChaosOptions.parse(List.of("--jobs", "200", "--faults", "60", "--seed", "-7", "--json", "/tmp/chaos.json"), DATA);

        assertThat(options.jobs()).isEqualTo(200);
        assertThat(options.faults()).isEqualTo(60);
        assertThat(options.seed()).isEqualTo(-7);
        assertThat(options.json()).contains(Path.of("/tmp/chaos.json"));
        assertThat(options.data()).isEqualTo(DATA);
    }

    @Test
    void whatWillNotDoIsRefusedWithWhatWould() {
        refused("--jobs", "0").hasMessageContaining("--jobs 0").hasMessageContaining("from 1");
        refused("--faults", "many").hasMessageContaining("--faults many");
        refused("--seed", "x").hasMessageContaining("whole number");
        refused("--seed").hasMessageContaining("value");
        refused("--sede", "1").hasMessageContaining("unknown option --sede");
        refused("--json", "/no/such/folder/x.json").hasMessageContaining("folder that exists");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String... arguments) {
        return assertThatThrownBy(() -> ChaosOptions.parse(List.of(arguments), DATA)).isInstanceOf(ChaosOptions.Refused.class);
    }
}
