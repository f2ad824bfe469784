package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code components/monitoring}, held against who is read, against docs/monitoring.md, and against the meters of the code. */
class MonitoringTest {

    private static final Pattern METRIC = Pattern.compile("rpa_[a-z_]+");

    /** Who is read has the labels, the ports and the name in its certificate that Prometheus is told of. */
    @Test
    void prometheusReadsOrchestratorsAndBrowsers() {
        Overlay overlay = Overlay.render("overlays/openshift + monitoring");
        ServiceMonitor monitor = overlay.one(ServiceMonitor.class, "rpa-system", "rpa-orchestrator");
        Map<String, String> services = monitor.getSpec().getSelector().getMatchLabels();
        assertThat(overlay.all(Service.class).stream().filter(service -> service.getMetadata().getLabels().entrySet().containsAll(services.entrySet()))
                .map(service -> service.getMetadata().getName())).containsExactly("rpa-orchestrator-service");
        assertThat(overlay.one(Service.class, "rpa-system", "rpa-orchestrator-service").getSpec().getPorts().get(0).getName())
                .isEqualTo(monitor.getSpec().getEndpoints().get(0).getPort());
        PodMonitor browsers = overlay.one(PodMonitor.class, "rpa-browsers", "browser-service");
        PodTemplateSpec pool = overlay.templates().get("browser-pool");
        assertThat(pool.getMetadata().getLabels()).containsAllEntriesOf(browsers.getSpec().getSelector().getMatchLabels());
        assertThat(Overlay.containers(pool).get(0).getPorts()).anyMatch(port -> port.getName().equals(browsers.getSpec().getPodMetricsEndpoints().get(0).getPort()));
    }

    /** An alert on a metric that nobody has never tells anything. */
    @Test
    void alertsAreAboutMetricsThatThereAre() throws IOException {
        String page = Files.readString(Overlay.file("docs/monitoring.md"));
        String meters = meters();
        List<Rule> rules = Overlay.render("overlays/openshift + monitoring").one(PrometheusRule.class, "rpa-system", "rpa-platform").getSpec().getGroups().get(0).getRules();
        assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
            assertThat(page).contains("| `" + rule.getAlert() + "` |");
            assertThat(METRIC.matcher(rule.getExpr().getStrVal()).results().map(MatchResult::group)).isNotEmpty().allSatisfy(metric -> {
                assertThat(page).contains("`" + metric);
                assertThat(meters).contains('"' + metric.replaceFirst("_total$", "").replace('_', '.') + '"');
            });
        });
    }

    private static String meters() throws IOException {
        try (Stream<Path> files = Files.walk(Overlay.file("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
