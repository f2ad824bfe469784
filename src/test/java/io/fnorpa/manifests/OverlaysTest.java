package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.openshift.api.model.Route;
import io.fabric8.openshift.api.model.SecurityContextConstraints;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each overlay says, as kustomize renders it: privileges, rights, the plan's names, references that lead somewhere. */
class OverlaysTest {

    private static final String WITH_SCC = "overlays/openshift-with-browser-scc";
    /** Made by others once it runs: the Jobs token-keys and certificates, the bucket's claim, OpenShift, cert-manager. */
    private static final Set<String> MADE_LATER = Set.of("rpa-token-keys", "browser-public-keys", "rpa-evidence", "openshift-service-ca.crt", "valkey-tls",
            "rpa-orchestrator-tls", "rpa-worker-tls", "browser-service-tls", "s3-tls", "h2-tls");
    /** Kinds of others whose fields are checked below, or in {@link ManifestsIT}. */
    private static final Set<String> OF_OTHERS = Set.of("ObjectBucketClaim", "ScaledObject");
    private static final Set<String> MODELLED = Set.of("apps", "batch", "rbac.authorization.k8s.io", "networking.k8s.io", "policy", "monitoring.coreos.com",
            "cert-manager.io", "");
    /** Nobody reads it; the plan names it. */
    private static final Set<String> FOR_THE_PLAN_ALONE = Set.of("orchestrator-host");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> overlays() {
        return Stream.concat(Overlay.folders(), Overlay.combinations());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPodAsksForNoPrivilege(String folder) {
        Overlay.render(folder).templates().forEach((name, template) -> {
            assertThat(template.getSpec().getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
            assertThat(template.getSpec().getSecurityContext().getSeccompProfile().getType()).as(name).isEqualTo("RuntimeDefault");
            assertThat(template.getSpec().getHostNetwork()).as(name).isNull();
            assertThat(template.getSpec().getVolumes()).as(name).allMatch(volume -> volume.getHostPath() == null);
            Overlay.containers(template).forEach(container -> {
                SecurityContext context = container.getSecurityContext();
                assertThat(context.getAllowPrivilegeEscalation()).as(name).isFalse();
                assertThat(context.getReadOnlyRootFilesystem()).as(name).isTrue();
                assertThat(context.getCapabilities().getDrop()).as(name).containsExactly("ALL");
                assertThat(context.getCapabilities().getAdd()).as(name)
                        .isEqualTo(folder.startsWith(WITH_SCC) && name.equals("browser-pool") ? List.of("SYS_ADMIN", "SYS_CHROOT") : List.of());
            });
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyContainerSaysWhatItNeedsAndEveryPodIsLeftAloneByServices(String folder) {
        Overlay.render(folder).templates().forEach((name, template) -> {
            assertThat(template.getSpec().getEnableServiceLinks()).as(name + ": variables of Services are not for it").isFalse();
            Overlay.containers(template).forEach(container -> {
                assertThat(container.getResources().getRequests()).as(name).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).as(name).containsKey("memory");
            });
        });
    }

    /** Only who calls the API server has a token for it. */
    @ParameterizedTest
    @MethodSource("overlays")
    void onlyOrchestratorAndKeysJobHaveATokenOfTheCluster(String folder) {
        Overlay.render(folder).templates().forEach((name, template) -> assertThat(!Boolean.FALSE.equals(template.getSpec().getAutomountServiceAccountToken()))
                .as(name + " has a token of its service account").isEqualTo(Set.of("rpa-orchestrator", "token-keys", "certificates").contains(name)));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void bothNamespacesEnforceTheRestrictedLevel(String folder) {
        for (Namespace namespace : Overlay.render(folder).all(Namespace.class)) {
            String name = namespace.getMetadata().getName();
            assertThat(namespace.getMetadata().getLabels()).as(name).containsEntry("pod-security.kubernetes.io/enforce",
                    folder.startsWith(WITH_SCC) && name.equals("rpa-browsers") ? "privileged" : "restricted");
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noRightIsClusterWideOrAWildcard(String folder) {
        Overlay overlay = Overlay.render(folder);
        assertThat(overlay.all(ClusterRole.class)).isEmpty();
        assertThat(overlay.all(ClusterRoleBinding.class)).isEmpty();
        for (Role role : overlay.all(Role.class)) {
            for (PolicyRule rule : role.getRules()) {
                assertThat(Stream.of(rule.getVerbs(), rule.getResources(), rule.getApiGroups()).flatMap(List::stream)).as(role.getMetadata().getName())
                        .doesNotContain("*");
                assertThat(rule.getResources()).as("whoever may read Secrets must name them").matches(resources -> !resources.contains("secrets")
                        || !rule.getResourceNames().isEmpty() || rule.getVerbs().equals(List.of("create")));
            }
        }
    }

    /** DESIGN of the plan: these names and values are the client's. */
    @Test
    void baseHasThePlansSettingsAndCredentials() {
        Overlay base = Overlay.render("base");
        assertThat(base.one(ConfigMap.class, "rpa-system", "rpa-system-config").getData()).containsAllEntriesOf(Map.of(
                "orchestrator-host", "rpa-orchestrator-service", "orchestrator-port", "8620", "max-workers", "4", "worker-timeout", "600", "log-level", "INFO",
                "retry-attempts", "3", "retry-delay", "60", "screenshot-retention-days", "30"));
        assertThat(base.one(Secret.class, "rpa-system", "fno-credentials").getStringData()).containsOnlyKeys(
                "metrofiber-url", "metrofiber-email", "metrofiber-password", "octotel-url", "octotel-username", "octotel-password", "octotel-totp-secret",
                "openserve-url", "openserve-email", "openserve-password", "evotel-url", "evotel-username", "evotel-password");
    }

    /** Whoever applies an overlay as it is gets a platform that waits for its database, and reaches nobody. */
    @ParameterizedTest
    @MethodSource("overlays")
    void exampleValuesCannotWork(String folder) {
        if (folder.startsWith("overlays/dev")) {
            return;
        }
        Overlay overlay = Overlay.render(folder);
        overlay.all(Secret.class).forEach(secret -> secret.getStringData().forEach((key, value) ->
                assertThat(value).as(secret.getMetadata().getName() + "/" + key).containsPattern("\\.example\\.invalid$|^example-replace-me$|^EXAMPLEREPLACEME$")));
        overlay.one(ConfigMap.class, "rpa-system", "rpa-system-config").getData().forEach((key, value) -> {
            if (value.contains("//")) {
                assertThat(value).as(key).contains(".example.invalid");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatPodsReferToIsThere(String folder) {
        Overlay overlay = Overlay.render(folder);
        overlay.templates().forEach((name, template) -> {
            Overlay.containers(template).forEach(container -> container.getEnv().forEach(variable -> requireKey(overlay, name, variable)));
            template.getSpec().getVolumes().forEach(volume -> {
                if (volume.getConfigMap() != null) {
                    requireObject(overlay, name, volume.getConfigMap().getName());
                } else if (volume.getSecret() != null) {
                    requireObject(overlay, name, volume.getSecret().getSecretName());
                } else if (volume.getProjected() != null) {
                    volume.getProjected().getSources().forEach(source -> {
                        if (source.getConfigMap() != null && !Boolean.TRUE.equals(source.getConfigMap().getOptional())) {
                            requireObject(overlay, name, source.getConfigMap().getName());
                        } else if (source.getSecret() != null && !Boolean.TRUE.equals(source.getSecret().getOptional())) {
                            requireObject(overlay, name, source.getSecret().getName());
                        }
                    });
                }
            });
        });
    }

    /** The kubelet puts the value of X in the place of {@code $(X)} where X stands above it, and leaves {@code $(X)} as it is where not. */
    @ParameterizedTest
    @MethodSource("overlays")
    void aVariableInAValueStandsAboveIt(String folder) {
        Overlay.render(folder).templates().forEach((name, template) -> Overlay.containers(template).forEach(container -> {
            Set<String> above = new HashSet<>();
            container.getEnv().forEach(variable -> {
                assertThat(VARIABLE.matcher(Objects.requireNonNullElse(variable.getValue(), "")).results().map(found -> found.group(1)))
                        .as("%s of %s wants what stands above it", variable.getName(), name).isSubsetOf(above);
                above.add(variable.getName());
            });
        }));
    }

    private static void requireKey(Overlay overlay, String pod, EnvVar variable) {
        if (variable.getValueFrom() == null || variable.getValueFrom().getConfigMapKeyRef() == null) {
            return;
        }
        String map = variable.getValueFrom().getConfigMapKeyRef().getName();
        if (!MADE_LATER.contains(map)) {
            assertThat(overlay.one(ConfigMap.class, "rpa-system", map).getData()).as(pod + " " + variable.getName())
                    .containsKey(variable.getValueFrom().getConfigMapKeyRef().getKey());
        }
    }

    private static void requireObject(Overlay overlay, String pod, String name) {
        assertThat(overlay.objects()).as(pod + " wants " + name).anyMatch(object -> MADE_LATER.contains(name)
                || (Set.of("ConfigMap", "Secret").contains(object.getKind()) && object.getMetadata().getName().equals(name)));
    }

    /** A field that the model does not know is kept aside by it; the API server would drop it without a word. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyFieldIsKnownToTheApi(String folder) {
        for (HasMetadata object : Overlay.render(folder).objects()) {
            String group = object.getApiVersion().contains("/") ? object.getApiVersion().substring(0, object.getApiVersion().indexOf('/')) : "";
            boolean isTyped = MODELLED.contains(group) || object instanceof Route || object instanceof SecurityContextConstraints;
            assertThat(isTyped || OF_OTHERS.contains(object.getKind())).as("its fields are checked somewhere: " + object.getKind()).isTrue();
            if (isTyped) {
                assertThat(UnknownFields.of(object)).as(folder + " " + object.getKind() + " " + object.getMetadata().getName()).isEmpty();
            }
        }
    }

    /** A kind of volume that its SCC does not name keeps a pod from being made. */
    @Test
    void theBrowsersSccAllowsTheVolumesThatTheyHave() {
        Overlay overlay = Overlay.render(WITH_SCC);
        List<String> allowed = overlay.all(SecurityContextConstraints.class).get(0).getVolumes();
        JsonNode volumes = JSON.valueToTree(overlay.templates().get("browser-pool").getSpec().getVolumes());
        volumes.forEach(volume -> volume.fieldNames().forEachRemaining(field -> {
            if (!field.equals("name")) {
                assertThat(allowed).as(volume.toString()).contains(field);
            }
        }));
        assertThat(volumes).isNotEmpty();
    }

    /** bin/smoke asks whether an example value is left: what nobody reads is no value of theirs to replace. */
    @ParameterizedTest
    @MethodSource("overlays")
    void noSettingIsLeftThatNobodyReads(String folder) {
        Overlay overlay = Overlay.render(folder);
        Set<String> read = new HashSet<>(FOR_THE_PLAN_ALONE);
        overlay.templates().values().forEach(template -> {
            Overlay.containers(template).forEach(container -> container.getEnv().stream().map(EnvVar::getValueFrom).filter(Objects::nonNull)
                    .map(EnvVarSource::getConfigMapKeyRef).filter(Objects::nonNull).filter(key -> key.getName().equals("rpa-system-config")).forEach(key -> read.add(key.getKey())));
            template.getSpec().getVolumes().stream().map(Volume::getConfigMap).filter(Objects::nonNull).filter(map -> map.getName().equals("rpa-system-config"))
                    .forEach(map -> map.getItems().forEach(item -> read.add(item.getKey())));
        });
        assertThat(overlay.one(ConfigMap.class, "rpa-system", "rpa-system-config").getData().keySet()).isEqualTo(read);
    }

    @Test
    void aBucketOfOnesOwnIsNamedByTheSettings() {
        Overlay overlay = Overlay.render("overlays/openshift + own-bucket");
        assertThat(overlay.objects()).noneMatch(object -> object.getKind().equals("ObjectBucketClaim"));
        PodTemplateSpec orchestrator = overlay.templates().get("rpa-orchestrator");
        PodTemplateSpec ofBase = Overlay.render("base").templates().get("rpa-orchestrator");
        assertThat(evidence(orchestrator)).isEqualTo(evidence(ofBase)).hasSize(4);
        assertThat(Overlay.containers(orchestrator).get(0).getEnv()).noneMatch(variable -> variable.getName().startsWith("BUCKET_"));
        assertThat(volume(orchestrator, "secrets")).isEqualTo(volume(ofBase, "secrets"));
    }

    private static Set<EnvVar> evidence(PodTemplateSpec template) {
        return Overlay.containers(template).get(0).getEnv().stream().filter(variable -> variable.getName().startsWith("RPA_EVIDENCE_")).collect(Collectors.toSet());
    }

    private static Volume volume(PodTemplateSpec template, String name) {
        return template.getSpec().getVolumes().stream().filter(volume -> volume.getName().equals(name)).findFirst().orElseThrow();
    }

    /** Authorities of one's own, whatever else an overlay trusts. */
    @ParameterizedTest
    @MethodSource("overlays")
    void authoritiesOfOnesOwnAreTrustedInEachOverlay(String folder) {
        Volume authorities = volume(Overlay.render(folder).templates().get("rpa-orchestrator"), "authorities");
        assertThat(authorities.getProjected().getSources().get(0).getConfigMap().getName()).isEqualTo("rpa-authorities");
        assertThat(authorities.getProjected().getSources().get(0).getConfigMap().getOptional()).isTrue();
        authorities.getProjected().getSources().stream().skip(1).flatMap(source -> (source.getSecret() == null ? source.getConfigMap().getItems()
                : source.getSecret().getItems()).stream()).forEach(item -> assertThat(item.getPath()).as("src/container/start reads *.crt").endsWith(".crt"));
    }

    /** The fields of ObjectBucketClaimSpec in deploy/obc/objectbucket.io_objectbucketclaims_crd.yaml of github.com/noobaa/noobaa-operator. */
    @Test
    void theBucketIsClaimedAsItsOperatorUnderstandsIt() throws IOException {
        HasMetadata claim = Overlay.render("overlays/openshift").objects().stream().filter(object -> object.getKind().equals("ObjectBucketClaim")).findFirst()
                .orElseThrow();
        JsonNode spec = JSON.valueToTree(claim).get("spec");
        assertThat(claim.getApiVersion()).isEqualTo("objectbucket.io/v1alpha1");
        assertThat(spec.fieldNames()).toIterable().isSubsetOf("additionalConfig", "bucketName", "generateBucketName", "objectBucketName", "storageClassName");
        assertThat(spec.get("storageClassName").asText()).isNotBlank();
    }
}
