package io.fnorpa.rig;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The platform of {@code kubernetes/overlays/dev} on a cluster, with ways from this machine into it. A platform that
 * somebody else has installed there is neither changed nor removed.
 */
public final class ClusterPlatform implements AutoCloseable, PortalControl {

    public static final String SYSTEM = "rpa-system";
    public static final String BROWSERS = "rpa-browsers";
    public static final String SANDBOX = "rpa-sandbox";
    private static final List<String> NAMESPACES = List.of(SANDBOX, SYSTEM, BROWSERS);
    private static final List<String> IMAGES = List.of("browser-service", "orchestrator", "valkey", "sandbox");
    /** On all that we made. */
    private static final String MADE_BY = "rpa.fnorpa.io/made-by";
    private static final String US = "rig";
    private static final String OVERLAY = "kubernetes/overlays/dev";
    /** Of a file that holds a certificate alone. */
    private static final String TRUST_PASSWORD = "changeit";
    private static final String DATABASE_USER = "rpa";
    private static final int CONNECT_TRIES = 5;
    private static final Duration CONNECT_AGAIN = Duration.ofMillis(500);

    private final Kubectl kubectl;
    private final Path folder;
    private final Optional<String> registry;
    private final Map<String, PortForward> forwards = new LinkedHashMap<>();
    private boolean applied;

    /**
     * @param folder   for logs and a kustomization
     * @param registry prefix of the images' names; empty for those that the manifests have, which the nodes have been given
     */
    public ClusterPlatform(Kubectl kubectl, Path folder, Optional<String> registry) {
        this.kubectl = kubectl;
        this.folder = folder;
        this.registry = registry;
    }

    /**
     * Installs it, or brings one that we installed before up to date, and waits until all of it is ready.
     *
     * @param said   gets a line whenever a part is ready, and what holds the others now and then
     * @throws ServerFailedException it is another's, was refused, or did not become ready
     */
    public void install(Checkout checkout, Consumer<String> said) {
        install(checkout, List.of(), said);
    }

    /** @param components such as {@code workers}, of {@code kubernetes/components} */
    public void install(Checkout checkout, List<String> components, Consumer<String> said) {
        expectCluster();
        expectNoOther();
        write(checkout, components);
        applied = true;
        kubectl.text("apply", "-k", folder.toString());
        new Rollout(kubectl, MADE_BY + "=" + US, said).await(NAMESPACES);
        trustAuthority();
    }

    private void expectCluster() {
        Kubectl.Said said = kubectl.say("get", "--raw", "/readyz", "--request-timeout=20s");
        if (!said.ok()) {
            throw new ServerFailedException("The cluster of " + kubectl.kubeconfig() + " does not answer: " + said.all());
        }
    }

    /** Those of an earlier time may be about to go. */
    private void expectNoOther() {
        new Removal(kubectl, NAMESPACES).awaitGone();
        namespaces().stream().filter(namespace -> !namespace.at("/metadata/labels").path(MADE_BY).asText().equals(US)).findFirst().ifPresent(other -> {
            throw new ServerFailedException("The cluster of " + kubectl.kubeconfig() + " has a namespace " + other.at("/metadata/name").asText()
                    + " already, which was not made by us: a platform that somebody installed there, which we must not change. Use another"
                    + " cluster, or remove that platform: kubectl delete -k kubernetes/overlays/…");
        });
    }

    private List<JsonNode> namespaces() {
        return kubectl.items("get", "namespaces").stream()
                .filter(namespace -> NAMESPACES.contains(namespace.at("/metadata/name").asText())).toList();
    }

    private void write(Checkout checkout, List<String> components) {
        try {
            Files.createDirectories(folder);
            Path overlay = folder.toRealPath().relativize(checkout.root().resolve(OVERLAY).toRealPath());
            String taken = components.stream().map(component -> "  - " + overlay.resolve("../../components").normalize().resolve(component) + "\n")
                    .collect(Collectors.joining());
            Files.writeString(folder.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources:
                      - %s
                    labels:
                      - pairs:
                          %s: %s
                    %s%s""".formatted(overlay, MADE_BY, US, taken.isEmpty() ? "" : "components:\n" + taken, registry.map(ClusterPlatform::images).orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + folder, e);
        }
    }

    private static String images(String registry) {
        return IMAGES.stream().map(image -> "  - {name: localhost/fno-rpa/%s, newName: %s/%s}\n".formatted(image, registry, image))
                .collect(Collectors.joining("", "images:\n", ""));
    }

    public Kubectl kubectl() {
        return kubectl;
    }

    /** The job API, from here; with the name of its certificate ({@link io.fnorpa.http.HttpClients}). */
    public URI orchestrator() {
        return named(way("rpa-orchestrator-service", 8620, SYSTEM, "http", "https"), "rpa-orchestrator-service.rpa-system.svc");
    }

    private static URI named(URI address, String name) {
        return URI.create(address + "#" + name);
    }

    /** The practice portals, from here; a browser pod calls them otherwise. */
    @Override
    public URI address() {
        return way("portals", 8090, SANDBOX, "portals", "http");
    }

    /** The S3 server, from here. */
    public URI s3() {
        return named(way("s3", 9191, SANDBOX, "s3", "https"), "s3.rpa-sandbox.svc");
    }

    /** The authority of all certificates there, as a PEM file. */
    public Path authority() {
        return folder.resolve("authority.crt");
    }

    /** This Java, which must not have spoken TLS before, trusts the authority from now on. */
    private void trustAuthority() {
        try {
            Files.writeString(authority(), decoded(kubectl.text("-n", SYSTEM, "get", "secret", "rpa-orchestrator-tls", "-o", "jsonpath={.data.ca\\.crt}")));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            try (InputStream certificate = Files.newInputStream(authority())) {
                store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            }
            Path file = folder.resolve("authority.p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, TRUST_PASSWORD.toCharArray());
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", TRUST_PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerFailedException("The authority of the cluster's certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** The database, from here. */
    public String jdbcUrl() {
        return H2Server.jdbcUrl(way("h2", 9092, SANDBOX, "h2", "ssl"));
    }

    /**
     * kubectl ends a way as soon as the pod resets one of its connections (kubernetes/kubectl#1169), as a database does that is
     * told over TLS that the client goes; so the way may end a moment after it was seen to be there, and is then made anew.
     */
    public Connection connect() throws SQLException {
        String password = decoded(kubectl.text("-n", SANDBOX, "get", "secret", "h2", "-o", "jsonpath={.data.database-password}"));
        for (int left = CONNECT_TRIES - 1;; left--) {
            try {
                return DriverManager.getConnection(jdbcUrl(), DATABASE_USER, password);
            } catch (SQLNonTransientConnectionException e) {
                if (left == 0) {
                    throw e;
                }
                LockSupport.parkNanos(CONNECT_AGAIN.toNanos());
            }
        }
    }

    /** Made when it is first wanted, and anew when its pod has gone. */
    private synchronized URI way(String service, int wantedPort, String namespace, String port, String scheme) {
        PortForward way = forwards.computeIfAbsent(service, name -> PortForward.start(kubectl, folder, Port.preferably(wantedPort), namespace,
                "service/" + name, port, scheme));
        if (!way.isAlive()) {
            way.restart();
        }
        return way.address();
    }

    /** A token for the job API, minted by the orchestrator. @param role such as {@code operator} */
    public Secret token(String role, String subject, Duration life) {
        return Secret.of(kubectl.text("-n", SYSTEM, "exec", "rpa-orchestrator-0", "-c", "orchestrator", "--", "/opt/rpa/token", role,
                "--subject", subject, "--life", life.toSeconds() + "s"));
    }

    /** What is not as it should be with its pods, in the cluster's own words; empty where all is well. */
    public Optional<String> trouble() {
        return new Rollout(kubectl, MADE_BY + "=" + US, line -> { }).obstacles(NAMESPACES);
    }

    /** Deletes all that {@link #install} has applied, with its data. */
    public void remove() {
        closeWays();
        if (!applied) {
            return;
        }
        Removal removal = new Removal(kubectl, NAMESPACES);
        removal.removePods();
        kubectl.text("delete", "-k", folder.toString(), "--ignore-not-found", "--wait=false");
        removal.awaitGone();
    }

    private synchronized void closeWays() {
        forwards.values().parallelStream().forEach(Server::close);
        forwards.clear();
    }

    /** Closes the ways into it; the platform stays. */
    @Override
    public void close() {
        closeWays();
    }
}
