package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.openshift.api.model.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overlay that {@code docs/install-openshift.md} has its reader write, word for word. */
class GuideTest {

    private static final String PAGE = "docs/install-openshift.md";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
    private static final Pattern CREDENTIAL = Pattern.compile("credentials/[a-z0-9/-]+");
    private static final String OF_THE_GUIDE = "overlays/openshift ";
    private static final String EXAMPLE = "example-replace-me|EXAMPLEREPLACEME|[.]invalid";

    @TempDir
    Path folder;

    @Test
    void theSiteOfTheGuideLeavesNoExampleValue() throws IOException {
        Overlay site = site(block("- name: fno-credentials"), block("kind: Route"));

        assertThat(site.one(ConfigMap.class, "rpa-system", "rpa-system-config").getData().values()).noneMatch(GuideTest::isExample);
        assertThat(site.all(Secret.class)).hasSize(3).allSatisfy(secret -> {
            assertThat(secret.getStringData()).isNullOrEmpty();
            assertThat(secret.getData().values()).isNotEmpty().noneMatch(value -> isExample(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        });
        assertThat(site.one(Route.class, "rpa-system", "rpa-orchestrator").getSpec().getHost()).isEqualTo("rpa.apps.isp.example");
        assertThat(site.text()).contains("registry.example/rpa/orchestrator:").doesNotContain("localhost/fno-rpa");
    }

    @Test
    void theIngressOfTheGuideIsWhole() throws IOException {
        String settings = block("kind: Route");
        Overlay site = site(block("- name: fno-credentials").replace(OF_THE_GUIDE, "overlays/kubernetes-with-cert-manager "),
                settings.substring(0, settings.indexOf("---")) + "---\n" + block("kind: Ingress"));

        Ingress ingress = site.one(Ingress.class, "rpa-system", "rpa-orchestrator");
        Ingress ofTheOverlay = Overlay.render("overlays/kubernetes").one(Ingress.class, "rpa-system", "rpa-orchestrator");
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly("rpa.isp.example");
        assertThat(ingress.getSpec().getTls().get(0).getSecretName()).isEqualTo(ofTheOverlay.getSpec().getTls().get(0).getSecretName());
        assertThat(ingress.getSpec().getRules().get(0).getHost()).isEqualTo("rpa.isp.example");
        assertThat(ingress.getSpec().getRules().get(0).getHttp()).isEqualTo(ofTheOverlay.getSpec().getRules().get(0).getHttp());
    }

    private static boolean isExample(String value) {
        return Pattern.compile(EXAMPLE).matcher(value).find();
    }

    /** This checkout stands for the one beside it, {@code fno-rpa}. */
    private Overlay site(String kustomization, String settings) throws IOException {
        Path site = folder.toRealPath();
        Files.writeString(site.resolve("kustomization.yaml"), kustomization.replace("../fno-rpa", site.relativize(Overlay.file("").toRealPath()).toString()));
        Files.writeString(site.resolve("settings.yaml"), settings);
        for (String credential : CREDENTIAL.matcher(kustomization).results().map(MatchResult::group).toList()) {
            Path file = site.resolve(credential);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a-secret-of-ours\n");
        }
        return Overlay.at(site);
    }

    /** The one example with these words. */
    private static String block(String words) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Overlay.file(PAGE))).results().map(found -> found.group(1)).filter(text -> text.contains(words)).toList();
        assertThat(blocks).as("examples of " + PAGE + " with " + words).hasSize(1);
        return blocks.get(0);
    }
}
