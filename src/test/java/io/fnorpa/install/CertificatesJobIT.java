package io.fnorpa.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job against a real API server, in a namespace of its own. */
@Tag("kubernetes")
class CertificatesJobIT {

    private static final Clock NOW = Clock.systemUTC();

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String namespace = "certificates-it-" + UUID.randomUUID().toString().substring(0, 6);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makeNamespace() {
        client.resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
    }

    @AfterEach
    void removeIt() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void whatItMakesIsForItsNamesAndOfOneAuthority() throws Exception {
        assertThat(run(NOW, "one=*.valkey.rpa-system.svc,valkey.rpa-system.svc", "two=s3.rpa-sandbox.svc")).as(said()).isZero();

        X509Certificate authority = certificate("authority", "ca.crt");
        assertThat(authority.getSubjectX500Principal()).as("signed by itself, also in OpenSSL's eyes").isEqualTo(authority.getIssuerX500Principal());
        assertThat(authority.getBasicConstraints()).as("may sign others").isGreaterThanOrEqualTo(0);
        X509Certificate one = certificate("one", "tls.crt");
        one.verify(authority.getPublicKey());
        assertThat(one.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1)))).containsExactly("*.valkey.rpa-system.svc", "valkey.rpa-system.svc");
        certificate("two", "tls.crt").verify(authority.getPublicKey());
        assertThat(text("one", "tls.key")).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(certificate("one", "ca.crt")).isEqualTo(authority);
        assertThat(secret("one").getData()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt", "keystore.p12");
    }

    @Test
    void whatServesStaysAndWhatIsForOtherNamesIsMadeAnew() {
        run(NOW, "one=a.svc", "two=b.svc");
        Map<String, String> one = secret("one").getData();
        Map<String, String> two = secret("two").getData();

        assertThat(run(NOW, "one=a.svc", "two=b.svc,c.svc")).isZero();

        assertThat(secret("one").getData()).isEqualTo(one);
        assertThat(secret("two").getData()).isNotEqualTo(two);
        assertThat(secret("two").getData().get("ca.crt")).as("the authority stayed").isEqualTo(two.get("ca.crt"));
    }

    @Test
    void whatEndsSoonIsMadeAnew() {
        run(NOW, "one=a.svc");
        Map<String, String> before = secret("one").getData();

        run(Clock.offset(NOW, Duration.ofDays(200)), "one=a.svc");
        assertThat(secret("one").getData()).isEqualTo(before);
        run(Clock.offset(NOW, Duration.ofDays(250)), "one=a.svc");

        assertThat(secret("one").getData()).isNotEqualTo(before);
        assertThat(secret("one").getData().get("ca.crt")).isEqualTo(before.get("ca.crt"));
    }

    @Test
    void wrongArgumentsAreNamed() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(CertificatesJob.run(new String[] {"--authority", "a/b", "--certificate", "a/b"}, NOW, out, out)).isEqualTo(2);
        assertThat(said()).contains("'a/b' names no DNS name");
    }

    private int run(Clock clock, String... certificates) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] arguments = new String[2 + 2 * certificates.length];
        arguments[0] = "--authority";
        arguments[1] = namespace + "/authority";
        for (int i = 0; i < certificates.length; i++) {
            arguments[2 + 2 * i] = "--certificate";
            arguments[3 + 2 * i] = namespace + "/" + certificates[i];
        }
        return CertificatesJob.run(arguments, clock, out, out);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Secret secret(String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }

    private String text(String name, String key) {
        return new String(Base64.getDecoder().decode(secret(name).getData().get(key)), StandardCharsets.UTF_8);
    }

    private X509Certificate certificate(String name, String key) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(secret(name).getData().get(key))));
    }
}
