package io.fnorpa.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.ca.CaGenerator;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A server that is called by its number and has a certificate for a name. */
@TestInstance(Lifecycle.PER_CLASS)
class NamedPeerTrustTest {

    private static final String NAME = "browser-service.rpa-browsers.svc";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private HttpsServer server;
    private HttpsServer expired;
    private KeyStore authorities;
    private KeyStore authority;
    private URI address;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        File keys = folder.resolve("authority.p12").toFile();
        X509Certificate certificate = new CaGenerator(folder.resolve("authority.crt").toFile(), folder.resolve("authority.key").toFile(), keys,
                new String(PASSWORD)).generate("An authority", "unit", "organisation", "Cape Town", "Western Cape", "ZA");
        authority = store(keys.toPath());
        authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, PASSWORD);
        authorities.setCertificateEntry("authority", certificate);
        server = serve(folder, "peer", Duration.ofDays(1));
        expired = serve(folder, "expired", Duration.ofMinutes(-1));
        address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private HttpsServer serve(Path folder, String alias, Duration life) throws Exception {
        new CertificateGenerator(folder, true).generate(new CertificateRequest().withName(alias).withCN("somebody").withPassword(new String(PASSWORD))
                .withFormat(Format.PKCS12).withDuration(life).withSubjectAlternativeName(NAME)
                .signedWith((X509Certificate) authorities.getCertificate("authority"), (PrivateKey) authority.getKey(CaGenerator.KEYSTORE_KEY_ENTRY, PASSWORD)));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(folder.resolve(alias + "-keystore.p12")), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static KeyStore store(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    @AfterAll
    void end() {
        server.stop(0);
        expired.stop(0);
    }

    private static int call(SSLContext context, URI address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
        return client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void itsNameIsEnoughWhateverItsNumber() throws Exception {
        assertThat(call(NamedPeerTrust.context(NAME, authorities), address)).isEqualTo(204);
        assertThat(call(NamedPeerTrust.context(NAME.toUpperCase(Locale.ROOT), authorities), address)).isEqualTo(204);
    }

    @Test
    void anotherNameIsRefusedAndBothAreTold() {
        assertThatThrownBy(() -> call(NamedPeerTrust.context("rpa-worker.rpa-system.svc", authorities), address)).isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("for [" + NAME + "], not for rpa-worker.rpa-system.svc");
    }

    @Test
    void anAuthorityThatNobodyTrustsIsRefused() {
        assertThatThrownBy(() -> call(NamedPeerTrust.context(NAME), address)).isInstanceOf(SSLHandshakeException.class);
        URI named = URI.create(address + "#" + NAME);
        assertThatThrownBy(() -> HttpClients.of(named).send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aCertificateThatIsOverIsRefused() {
        URI over = URI.create("https://127.0.0.1:" + expired.getAddress().getPort() + "/");
        assertThatThrownBy(() -> call(NamedPeerTrust.context(NAME, authorities), over)).isInstanceOf(SSLHandshakeException.class).hasStackTraceContaining("NotAfter");
    }

    @Test
    void peersOfANameShareAClientAndOthersHaveTheirOwn() {
        HttpClient client = HttpClients.of(URI.create("https://10.0.0.1:8080#" + NAME));
        assertThat(HttpClients.of(URI.create("https://10.0.0.2:8080#" + NAME))).isSameAs(client);
        assertThat(HttpClients.of(URI.create("https://10.0.0.1:8080"))).isNotSameAs(client);
        assertThat(HttpClients.of(URI.create("http://10.0.0.1:8080#" + NAME))).isNotSameAs(client);
    }
}
