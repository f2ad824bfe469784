package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each overlay put before a real API server, which checks all and keeps nothing: in namespaces made for it, which have the
 * overlay's own labels, so that Pod Security is asked too. Its warnings count as errors, and so does a field that it does not know.
 */
@Tag("kubernetes")
class ManifestsIT {

    /** Kinds of OpenShift and cert-manager: checked where the server has their definitions, else {@link OverlaysTest} is all that looks at them. */
    private static final Set<String> MAY_BE_UNKNOWN = Set.of("Route", "SecurityContextConstraints", "ObjectBucketClaim", "Issuer", "ClusterIssuer", "Certificate");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    static Stream<String> overlays() {
        return Overlay.folders();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theApiServerTakesAllOfIt(String folder) {
        Overlay overlay = Overlay.render(folder);
        String suffix = "-it-" + UUID.randomUUID().toString().substring(0, 6);
        List<Namespace> namespaces = overlay.all(Namespace.class);
        namespaces.forEach(namespace -> namespace.getMetadata().setName(namespace.getMetadata().getName() + suffix));
        Set<String> known = kinds();
        List<GenericKubernetesResource> others = overlay.asWritten().stream().filter(object -> !object.getKind().equals("Namespace"))
                .filter(object -> known.contains(object.getKind()) || !MAY_BE_UNKNOWN.contains(object.getKind())).toList();
        others.stream().map(HasMetadata::getMetadata).filter(meta -> meta.getNamespace() != null).forEach(meta -> meta.setNamespace(meta.getNamespace() + suffix));
        assertThat(others).hasSizeGreaterThan(20);
        try {
            Overlay.kubectlWith(yaml(namespaces), "create", "-f", "-");
            String taken = Overlay.kubectlWith(yaml(others), "create", "--dry-run=server", "--validate=strict", "--warnings-as-errors", "-f", "-");
            assertThat(taken.lines()).hasSize(others.size()).allMatch(line -> line.endsWith("created (server dry run)"));
        } finally {
            Overlay.kubectlWith(yaml(namespaces), "delete", "--ignore-not-found", "--wait=false", "-f", "-");
        }
    }

    /** So the check above can fail. */
    @Test
    void aPodWithAPrivilegeIsNoticed() {
        String namespace = "rpa-browsers-it-" + UUID.randomUUID().toString().substring(0, 6);
        Namespace browsers = Overlay.render("base").all(Namespace.class).stream().filter(one -> one.getMetadata().getName().equals("rpa-browsers")).findFirst()
                .orElseThrow();
        browsers.getMetadata().setName(namespace);
        try {
            Overlay.kubectlWith(yaml(List.of(browsers)), "create", "-f", "-");
            assertThatThrownBy(() -> Overlay.kubectl("-n", namespace, "create", "deployment", "greedy", "--image=none", "--dry-run=server", "--warnings-as-errors"))
                    .hasMessageContaining("would violate PodSecurity \"restricted:latest\"");
        } finally {
            Overlay.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
        }
    }

    private static Set<String> kinds() {
        return Overlay.kubectl("api-resources", "--no-headers").lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)).collect(Collectors.toSet());
    }

    private static String yaml(List<? extends HasMetadata> objects) {
        return objects.stream().map(YAML::asYaml).collect(Collectors.joining("\n---\n"));
    }
}
