package io.fnorpa.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PoolOptionsTest {

    @Test
    void whatIsSaidCounts() {
        PoolOptions options = PoolOptions.parse("--rounds", "12", "--seed", "7", "--json", "/tmp/p.json", "--only", "warm,pod-hours");

        assertThat(options.rounds()).isEqualTo(12);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.json()).contains(Path.of("/tmp/p.json"));
        assertThat(options.wants("warm-share")).isTrue();
        assertThat(options.wants("pod-hours")).isTrue();
        assertThat(options.wants("cold-start")).isFalse();
    }

    @Test
    void whatWillNotDoIsRefused() {
        assertThatThrownBy(() -> PoolOptions.parse("--rounds", "0")).hasMessageContaining("--rounds 0").hasMessageContaining("from 1 to 1000");
        assertThatThrownBy(() -> PoolOptions.parse("--seed", "x")).hasMessageContaining("--seed x");
        assertThatThrownBy(() -> PoolOptions.parse("--seed")).hasMessageContaining("--seed wants a value");
        assertThatThrownBy(() -> PoolOptions.parse("--jobs", "5")).hasMessageContaining("unknown option --jobs");
    }
}
