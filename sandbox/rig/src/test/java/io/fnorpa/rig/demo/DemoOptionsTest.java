package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {

    @TempDir
    Path folder;

    @Test
    void staysUpAndReportsNothingUnlessAsked() {
        DemoOptions options = parse();
        assertThat(options.once()).isFalse();
        assertThat(options.report()).isEmpty();
        assertThat(options.data()).isEqualTo(folder);
    }

    @Test
    void takesAllOptionsInAnyOrder() {
        Path report = folder.resolve("report.json");
        DemoOptions options = parse("--report", report.toString(), "--data", "/somewhere", "--once");
        assertThat(options.once()).isTrue();
        assertThat(options.report()).contains(report);
        assertThat(options.data()).isEqualTo(Path.of("/somewhere"));
    }

    @Test
    void runsOnAClusterOnlyIfOneIsNamed() {
        assertThat(parse("--once").cluster()).isEmpty();
        DemoCluster cluster = parse("--kubectl", "/bin/kubectl", "--kubeconfig", "/kube/config", "--registry", "quay.io/me").cluster().orElseThrow();
        assertThat(cluster.kubectl().kubeconfig()).isEqualTo(Path.of("/kube/config"));
        assertThat(cluster.registry()).contains("quay.io/me");
        assertThat(cluster.own()).as("it is somebody's, and stays up").isEmpty();
        assertThat(parse("--kubectl", "/bin/kubectl", "--kubeconfig", "/kube/config", "--own-cluster", "/ours").cluster().orElseThrow().own())
                .contains(Path.of("/ours"));
        assertThatThrownBy(() -> parse("--kubeconfig", "/kube/config")).hasMessageContaining("--kubectl");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--twice")).hasMessageContaining("unknown option --twice");
        assertThatThrownBy(() -> parse("--report")).hasMessageContaining("--report wants a path");
    }

    @Test
    void refusesAReportThatCannotBeWrittenBeforeAnythingRuns() {
        assertThatThrownBy(() -> parse("--report", folder.resolve("no/such/folder.json").toString())).hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> parse("--report", folder.toString())).hasMessageContaining("cannot be written");
    }

    private DemoOptions parse(String... arguments) {
        return DemoOptions.parse(List.of(arguments), folder);
    }
}
