package io.fnorpa.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QueueOptionsTest {

    @Test
    void whatIsSaidCounts() {
        QueueOptions options = QueueOptions.parse("--rounds", "2", "--jobs", "500", "--rows", "10000", "--json", "/tmp/q.json", "--only", "claim,throughput-2");

        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.jobs()).isEqualTo(500);
        assertThat(options.rows()).isEqualTo(10_000);
        assertThat(options.json()).contains(Path.of("/tmp/q.json"));
        assertThat(options.wants("claim-1m")).isTrue();
        assertThat(options.wants("throughput-2")).isTrue();
        assertThat(options.wants("throughput-4")).isFalse();
        assertThat(options.wants("pickup")).isFalse();
    }

    @Test
    void whatWillNotDoIsRefused() {
        assertThatThrownBy(() -> QueueOptions.parse("--rows", "9")).hasMessageContaining("--rows 9").hasMessageContaining("from 10000");
        assertThatThrownBy(() -> QueueOptions.parse("--jobs")).hasMessageContaining("--jobs wants a value");
        assertThatThrownBy(() -> QueueOptions.parse("--grid", "x")).hasMessageContaining("unknown option --grid");
    }
}
