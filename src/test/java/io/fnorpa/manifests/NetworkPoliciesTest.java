package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fnorpa.manifests.NetworkRules.End;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The NetworkPolicies of each overlay against the tables of {@code docs/network.md}, for each pair and port. */
class NetworkPoliciesTest {

    private static final String PAGE = "docs/network.md";
    private static final String EVERYWHERE = "## On every cluster";
    private static final String IN_DEV = "## In the dev overlay, besides";
    private static final Pattern ROW = Pattern.compile("\\| ([a-z-]+) \\| ([a-z-]+) \\| ([0-9, ]+) \\|");
    /** On the namespaces that OpenShift's routers are in; with routers on the nodes' own network also on that which stands for it. */
    private static final String ROUTERS = "policy-group.network.openshift.io/ingress";
    private static final String COMPONENT = "app.kubernetes.io/component";
    /** Those that somebody might think of, and two that nobody opened. */
    private static final Set<Integer> PORTS = Set.of(22, 53, 80, 443, 1521, 2484, 5353, 6379, 6443, 8080, 8620, 8630, 8640, 9000, 9090, 9092, 9191, 26379, 31000);
    private static final Set<Integer> NAMES_PORTS = Set.of(53, 5353);

    static Stream<String> overlays() {
        return Overlay.folders();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void policiesLetThroughWhatThePageSaysAndNothingElse(String folder) throws IOException {
        NetworkRules rules = new NetworkRules(Overlay.render(folder).all(NetworkPolicy.class));
        boolean isDev = folder.equals("overlays/dev");
        Set<String> allowed = new TreeSet<>();
        for (End from : ends(isDev)) {
            for (End to : ends(isDev)) {
                PORTS.stream().filter(port -> concerns(from, to) && rules.letsThrough(from, to, port, "TCP"))
                        .forEach(port -> allowed.add(line(from.name(), to.name(), port)));
            }
        }
        Set<String> said = new TreeSet<>(table(EVERYWHERE));
        if (isDev) {
            said.addAll(table(IN_DEV));
        }
        assertThat(allowed).as(folder + " against " + PAGE).isEqualTo(said);
    }

    /** One name of the page stands for several ends; all of them must be treated alike. */
    @ParameterizedTest
    @MethodSource("overlays")
    void endsOfOneNameAreTreatedAlike(String folder) {
        NetworkRules rules = new NetworkRules(Overlay.render(folder).all(NetworkPolicy.class));
        boolean isDev = folder.equals("overlays/dev");
        Map<String, List<End>> byName = ends(isDev).stream().collect(Collectors.groupingBy(End::name));
        byName.forEach((name, alike) -> ends(isDev).forEach(other -> PORTS.forEach(port -> {
            assertThat(alike.stream().filter(end -> concerns(end, other)).map(end -> rules.letsThrough(end, other, port, "TCP")).distinct().count())
                    .as("%s to %s, port %d in %s", name, other, port, folder).isLessThanOrEqualTo(1);
            assertThat(alike.stream().filter(end -> concerns(other, end)).map(end -> rules.letsThrough(other, end, port, "TCP")).distinct().count())
                    .as("%s to %s, port %d in %s", other, name, port, folder).isLessThanOrEqualTo(1);
        })));
    }

    /** UDP serves names and nothing else, least of all QUIC. */
    @ParameterizedTest
    @MethodSource("overlays")
    void udpGoesToDnsAlone(String folder) {
        NetworkRules rules = new NetworkRules(Overlay.render(folder).all(NetworkPolicy.class));
        for (End from : ends(false)) {
            for (End to : ends(false)) {
                PORTS.stream().filter(port -> concerns(from, to) && rules.letsThrough(from, to, port, "UDP")).forEach(port -> {
                    assertThat(NAMES_PORTS).as("%s to %s by UDP", from, to).contains(port);
                    assertThat(to.name()).as("%s by UDP port %d", from, port).isEqualTo("names");
                });
            }
        }
    }

    @Test
    void aBrowserReachesNoAddressOfItsSurroundings() {
        NetworkRules rules = new NetworkRules(Overlay.render("base").all(NetworkPolicy.class));
        End browser = End.pod("browser", "rpa-browsers", Map.of(COMPONENT, "browser"));
        List<String> around = List.of("10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1", "127.0.0.1", "169.254.169.254",
                "0.0.0.1", "224.0.0.1", "255.255.255.255", "fd00::1", "fe80::1", "::1", "::ffff:10.0.0.1");
        around.forEach(address -> assertThat(rules.letsThrough(browser, End.address("around", address), 443, "TCP")).as(address).isFalse());
        List<String> portals = List.of("41.0.0.10", "172.32.0.1", "172.15.255.255", "9.255.255.255", "11.0.0.1", "100.128.0.1", "192.169.0.1", "2c0f:f000::1");
        portals.forEach(address -> assertThat(rules.letsThrough(browser, End.address("portal", address), 443, "TCP")).as(address).isTrue());
    }

    /** Between two places that are none of ours our policies decide nothing. */
    private static boolean concerns(End from, End to) {
        return isOurs(from) || isOurs(to);
    }

    private static boolean isOurs(End end) {
        return end.isPod() && end.namespace().startsWith("rpa-");
    }

    private static List<End> ends(boolean isDev) {
        List<End> ends = new ArrayList<>(List.of(
                ours("orchestrator", "orchestrator"), ours("worker", "worker"), ours("valkey", "totp-store"), ours("token-keys", "token-keys"),
                End.pod("browser", "rpa-browsers", Map.of(COMPONENT, "browser", "rpa.fnorpa.io/pool", "warm")),
                End.pod("browser", "rpa-browsers", Map.of(COMPONENT, "browser", "rpa.fnorpa.io/pool", "claimed")),
                End.pod("neighbour", "rpa-system", Map.of("app", "shell")), End.pod("neighbour", "rpa-browsers", Map.of("app", "shell")),
                End.pod("names", "kube-system", Map.of("k8s-app", "kube-dns")), End.pod("names", "openshift-dns", Map.of()),
                End.pod("entrance", "ingress-nginx", Map.of()), End.pod("entrance", "openshift-ingress", Map.of()).inNamespaceMarked(ROUTERS),
                End.pod("entrance", "openshift-host-network", Map.of()).inNamespaceMarked(ROUTERS), End.pod("elsewhere", "openshift-host-network", Map.of()),
                End.pod("scraper", "openshift-monitoring", Map.of()), End.pod("scraper", "openshift-user-workload-monitoring", Map.of()),
                End.pod("scraper", "monitoring", Map.of()),
                End.pod("elsewhere", "default", Map.of()), End.pod("elsewhere", "tenant", Map.of(COMPONENT, "orchestrator")),
                End.address("public", "41.0.0.10"), End.address("public", "2c0f:f000::1"),
                End.address("private", "10.96.0.1"), End.address("private", "192.168.7.7"), End.address("private", "172.20.0.3"), End.address("private", "fd00::7"),
                End.address("link-local", "169.254.169.254"), End.address("link-local", "fe80::1")));
        if (isDev) {
            ends.addAll(List.of(End.pod("portals", "rpa-sandbox", Map.of(COMPONENT, "portals")), End.pod("stores", "rpa-sandbox", Map.of(COMPONENT, "s3")),
                    End.pod("stores", "rpa-sandbox", Map.of(COMPONENT, "h2")), ours("certificates", "certificates")));
        }
        return ends;
    }

    private static End ours(String name, String component) {
        return End.pod(name, "rpa-system", Map.of(COMPONENT, component));
    }

    private static Set<String> table(String heading) throws IOException {
        String page = Files.readString(Overlay.file(PAGE));
        assertThat(page).contains(heading);
        String section = page.substring(page.indexOf(heading) + heading.length());
        int next = section.indexOf("\n## ");
        Set<String> lines = new TreeSet<>();
        Matcher rows = ROW.matcher(next < 0 ? section : section.substring(0, next));
        while (rows.find()) {
            for (String port : rows.group(3).split(",")) {
                lines.add(line(rows.group(1), rows.group(2), Integer.parseInt(port.strip())));
            }
        }
        assertThat(lines).as("rows under " + heading).isNotEmpty();
        return lines;
    }

    private static String line(String from, String to, int port) {
        return "%s to %s, port %d".formatted(from, to, port);
    }
}
