package io.fnorpa.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job against a real API server, in two namespaces of its own. */
@Tag("kubernetes")
class TokenKeysJobIT {

    private static final String SECRET = "rpa-token-keys";
    private static final String PUBLIC = "browser-public-keys";
    private static final String FILE = "public-keys.json";

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String system = "keys-it-" + UUID.randomUUID().toString().substring(0, 6);
    private final String browsers = system + "-browsers";
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makeNamespaces() {
        for (String name : new String[] {system, browsers}) {
            client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
        }
    }

    @AfterEach
    void removeThem() {
        client.namespaces().withName(system).delete();
        client.namespaces().withName(browsers).delete();
        client.close();
    }

    @Test
    void makesAKeyPairAndGivesAwayItsPublicHalfAlone() {
        assertThat(run()).as(said.toString(StandardCharsets.UTF_8)).isZero();
        Map<String, String> keys = client.secrets().inNamespace(system).withName(SECRET).get().getData();
        assertThat(keys).containsOnlyKeys("signing-key.pem", FILE);
        assertThat(decoded(keys.get("signing-key.pem"))).startsWith("# kid: ").contains("PRIVATE KEY");
        assertThat(published()).containsOnlyKeys(FILE).containsEntry(FILE, decoded(keys.get(FILE)));
        assertThat(published().get(FILE)).contains("\"kty\":\"EC\"").doesNotContain("\"d\"");
    }

    @Test
    void changesNoKeyThatIsThere() {
        run();
        Map<String, String> before = client.secrets().inNamespace(system).withName(SECRET).get().getData();
        assertThat(run()).isZero();
        assertThat(client.secrets().inNamespace(system).withName(SECRET).get().getData()).isEqualTo(before);
    }

    @Test
    void bringsRotatedPublicKeysToTheBrowsers() {
        run();
        client.secrets().inNamespace(system).withName(SECRET)
                .edit(secret -> new SecretBuilder(secret).addToStringData(FILE, "{\"keys\":[\"both\"]}").build());
        assertThat(run()).isZero();
        assertThat(published()).containsEntry(FILE, "{\"keys\":[\"both\"]}");
    }

    @Test
    void whateverElseSomebodyPutAmongThePublicKeysIsGone() {
        run();
        client.configMaps().inNamespace(browsers).withName(PUBLIC).edit(map -> new ConfigMapBuilder(map).addToData("signing-key.pem", "by mistake").build());
        assertThat(run()).isZero();
        assertThat(published()).containsOnlyKeys(FILE);
    }

    @Test
    void saysWhatASecretLacks() {
        client.resource(new SecretBuilder().withNewMetadata().withNamespace(system).withName(SECRET).endMetadata()
                .withStringData(Map.of("signing-key.pem", "x")).build()).create();
        assertThat(run()).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(SECRET + " has no " + FILE);
        assertThat(client.configMaps().inNamespace(browsers).withName(PUBLIC).get()).isNull();
    }

    private int run() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return TokenKeysJob.run(new String[] {"--secret", system + "/" + SECRET, "--config-map", browsers + "/" + PUBLIC}, out, out);
    }

    private Map<String, String> published() {
        return client.configMaps().inNamespace(browsers).withName(PUBLIC).get().getData();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
