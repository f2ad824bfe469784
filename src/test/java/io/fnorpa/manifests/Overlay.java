package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder under {@code kubernetes/}, with components or without, as kustomize renders it. Wants {@code kubectl}: the one that {@code RPA_KUBECTL} names, else the path's. */
record Overlay(String folder, String text, List<HasMetadata> objects) {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path MANIFESTS = ROOT.resolve("kubernetes");
    private static final String PROGRAM = "RPA_KUBECTL";
    private static final String AND = " \\+ ";
    /** Rendered once; the objects are made anew for each test, which may change them. */
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    /** All that can be applied, such as {@code overlays/dev}. */
    static Stream<String> folders() {
        try (Stream<Path> overlays = Files.list(MANIFESTS.resolve("overlays"))) {
            List<String> names = overlays.map(overlay -> "overlays/" + overlay.getFileName()).sorted().toList();
            return Stream.concat(Stream.of("base"), names.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What docs/install-openshift.md and kubernetes/README.md say that may be taken with an overlay, in that order, such as
     * {@code overlays/kubernetes + workers}.
     */
    static Stream<String> combinations() {
        return Stream.of(
                "overlays/dev + workers + workers-tls",
                "overlays/dev + workers + workers-tls + workers-keda",
                "overlays/kubernetes + workers",
                "overlays/kubernetes + workers + workers-keda",
                "overlays/kubernetes-with-cert-manager + workers + workers-tls",
                "overlays/kubernetes-with-cert-manager + workers + workers-tls + workers-keda",
                "overlays/openshift + workers + workers-tls + workers-openshift",
                "overlays/openshift + workers + workers-tls + workers-openshift + workers-keda",
                "overlays/kubernetes + monitoring",
                "overlays/kubernetes-with-cert-manager + monitoring",
                "overlays/openshift + monitoring",
                "overlays/openshift + own-bucket",
                "overlays/openshift + own-bucket + workers + workers-tls + workers-openshift",
                "overlays/openshift-with-browser-scc + own-bucket",
                "overlays/openshift-with-browser-scc + workers + workers-tls + workers-openshift");
    }

    /** A file of the project, such as {@code docs/network.md}. */
    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** A folder, or one of the {@link #combinations}. Skips the test where there is no {@code kubectl}. */
    static Overlay render(String folder) {
        String text = TEXTS.computeIfAbsent(folder, name -> name.contains("+") ? combined(List.of(name.split(AND))) : kustomized(MANIFESTS.resolve(name)));
        return new Overlay(folder, text, objects(text));
    }

    /** A folder elsewhere, which takes some of it. */
    static Overlay at(Path folder) {
        String text = kustomized(folder);
        return new Overlay(folder.toString(), text, objects(text));
    }

    private static String kustomized(Path folder) {
        return kubectl("kustomize", folder.toString());
    }

    /** As somebody's own overlay takes components: kustomize wants paths from there. */
    private static String combined(List<String> parts) {
        try {
            Path folder = Files.createTempDirectory("overlay").toRealPath();
            Path manifests = folder.relativize(MANIFESTS.toRealPath());
            String components = parts.stream().skip(1).map(component -> "  - " + manifests.resolve("components").resolve(component) + "\n").collect(Collectors.joining());
            Path file = Files.writeString(folder.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources:
                      - %s
                    components:
                    %s""".formatted(manifests.resolve(parts.get(0)), components));
            String text = kustomized(folder);
            Files.delete(file);
            Files.delete(folder);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<HasMetadata> objects(String text) {
        KubernetesSerialization yaml = new KubernetesSerialization();
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : text.split("(?m)^---$")) {
            objects.add(yaml.unmarshal(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))));
        }
        return objects;
    }

    /** Of all that runs, by name. */
    Map<String, PodTemplateSpec> templates() {
        Map<String, PodTemplateSpec> templates = new LinkedHashMap<>();
        all(Deployment.class).forEach(object -> templates.put(object.getMetadata().getName(), object.getSpec().getTemplate()));
        all(StatefulSet.class).forEach(object -> templates.put(object.getMetadata().getName(), object.getSpec().getTemplate()));
        all(Job.class).forEach(object -> templates.put(object.getMetadata().getName(), object.getSpec().getTemplate()));
        assertThat(templates).containsKeys("rpa-orchestrator", "browser-pool", "valkey", "token-keys");
        return templates;
    }

    /** Those that run before, and those that stay. */
    static List<Container> containers(PodTemplateSpec template) {
        return Stream.concat(template.getSpec().getInitContainers().stream(), template.getSpec().getContainers().stream()).toList();
    }

    /** What it prints; it must succeed. */
    static String kubectl(String... arguments) {
        return kubectlWith("", arguments);
    }

    /** The same with something on its standard input. */
    static String kubectlWith(String input, String... arguments) {
        String program = program().orElse(null);
        assumeTrue(program != null, "there is no kubectl here: bin/cluster build makes one, or install one. RPA_KUBECTL names it");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        try {
            Path said = Files.createTempFile("kubectl", ".err");
            Path given = Files.writeString(Files.createTempFile("kubectl", ".in"), input);
            Process process = new ProcessBuilder(command).redirectInput(given.toFile()).redirectError(said.toFile()).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            String error = Files.readString(said);
            Files.delete(said);
            Files.delete(given);
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + code + ": " + error);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Told to end while kubectl ran", e);
        }
    }

    private static Optional<String> program() {
        String named = System.getenv(PROGRAM);
        if (named != null && !named.isBlank()) {
            return Optional.of(named);
        }
        return Arrays.stream(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    /** As they are written, whatever fabric8's models know of them. */
    List<GenericKubernetesResource> asWritten() {
        KubernetesSerialization yaml = new KubernetesSerialization();
        return Arrays.stream(text.split("(?m)^---$")).map(document -> yaml.unmarshal(document, GenericKubernetesResource.class)).toList();
    }

    /** All objects of a kind. */
    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** One object, which must be there. */
    <T extends HasMetadata> T one(Class<T> kind, String namespace, String name) {
        return all(kind).stream()
                .filter(object -> name.equals(object.getMetadata().getName()) && namespace.equals(object.getMetadata().getNamespace()))
                .findFirst().orElseThrow(() -> new AssertionError(folder + " has no " + kind.getSimpleName() + " " + namespace + "/" + name));
    }
}
