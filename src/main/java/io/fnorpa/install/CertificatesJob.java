package io.fnorpa.install;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Job {@code certificates} of the dev overlay runs, in the place of cert-manager or OpenShift's own authority:
 * {@code --authority NAMESPACE/NAME --certificate NAMESPACE/NAME=DNS,DNS …}. Its steps:
 *
 * <ol>
 *   <li>The authority's Secret is read; if there is none, or it ends soon, an authority is made.
 *   <li>Each certificate's Secret ({@code tls.crt}, {@code tls.key}, {@code ca.crt}, and {@code keystore.p12} with the same for who wants
 *       one) is made, or made anew where it is another authority's, is for other names, or ends soon. All others stay.
 * </ol>
 *
 * <p>It ends with 0, or with 1 and the reason; with 2 if its arguments are wrong.
 */
public final class CertificatesJob {

    private static final String AUTHORITY_STORE = "authority.p12";
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String AUTHORITY = "ca.crt";
    private static final String STORE = "keystore.p12";
    private static final String ALIAS = "made";
    private static final int PEM_LINE = 64;
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(300);
    private static final Duration SOON = Duration.ofDays(60);
    private static final int DNS_NAME = 2;
    private static final String USAGE = "certificates --authority NAMESPACE/NAME --certificate NAMESPACE/NAME=DNS,DNS …";

    private final KubernetesClient client;
    private final Clock clock;
    private final PrintStream out;

    CertificatesJob(KubernetesClient client, Clock clock, PrintStream out) {
        this.client = client;
        this.clock = clock;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, Clock.systemUTC(), System.out, System.err));
    }

    static int run(String[] arguments, Clock clock, PrintStream out, PrintStream err) {
        Wanted wanted;
        try {
            wanted = Wanted.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("certificates: " + e.getMessage() + " " + USAGE);
            return 2;
        }
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            CertificatesJob job = new CertificatesJob(client, clock, out);
            Signer authority = job.authority(wanted.authority());
            for (Map.Entry<Place, List<String>> certificate : wanted.certificates().entrySet()) {
                job.certificate(certificate.getKey(), certificate.getValue(), authority);
            }
            return 0;
        } catch (KubernetesClientException | GeneralSecurityException | IOException | IllegalStateException e) {
            err.println("certificates: " + e.getMessage());
            return 1;
        }
    }

    private record Wanted(Place authority, Map<Place, List<String>> certificates) {

        static Wanted parse(String[] arguments) {
            Place authority = null;
            Map<Place, List<String>> certificates = new LinkedHashMap<>();
            Iterator<String> rest = Arrays.asList(arguments).iterator();
            while (rest.hasNext()) {
                String option = rest.next();
                String value = rest.hasNext() ? rest.next() : "";
                switch (option) {
                    case "--authority" -> authority = Place.parse(value);
                    case "--certificate" -> {
                        String[] parts = value.split("=", 2);
                        if (parts.length != 2 || parts[1].isBlank()) {
                            throw new IllegalArgumentException("'" + value + "' names no DNS name.");
                        }
                        certificates.put(Place.parse(parts[0]), List.of(parts[1].split(",")));
                    }
                    default -> throw new IllegalArgumentException("unknown option " + option + ".");
                }
            }
            if (authority == null || certificates.isEmpty()) {
                throw new IllegalArgumentException("an authority and a certificate are wanted.");
            }
            return new Wanted(authority, certificates);
        }
    }

    /** @param store the authority's key and certificate, as a keystore */
    private record Signer(X509Certificate certificate, byte[] store) {}

    private Signer authority(Place place) throws IOException, GeneralSecurityException {
        Secret there = client.secrets().inNamespace(place.namespace()).withName(place.name()).get();
        if (there != null) {
            Signer signer = signer(bytes(there, AUTHORITY_STORE));
            if (lasts(signer.certificate())) {
                out.println("Authority " + place + " stays.");
                return signer;
            }
        }
        return inAFolder(folder -> {
            Path store = folder.resolve(AUTHORITY_STORE);
            Keytool.run("-genkeypair", "-alias", ALIAS, "-dname", "CN=FNO RPA practice", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign",
                    "-validity", days(AUTHORITY_LIFE), "-keystore", store.toString());
            byte[] bytes = Files.readAllBytes(store);
            Signer signer = signer(bytes);
            put(place, Map.of(AUTHORITY_STORE, bytes, AUTHORITY, pem("CERTIFICATE", signer.certificate().getEncoded())));
            out.println("Authority " + place + " made.");
            return signer;
        });
    }

    private static String days(Duration life) {
        return String.valueOf(life.toDays());
    }

    private static Signer signer(byte[] file) throws IOException, GeneralSecurityException {
        return new Signer((X509Certificate) store(file).getCertificate(ALIAS), file);
    }

    private static KeyStore store(byte[] file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), Keytool.PASSWORD.toCharArray());
        return store;
    }

    private void certificate(Place place, List<String> names, Signer authority) throws IOException, GeneralSecurityException {
        Secret there = client.secrets().inNamespace(place.namespace()).withName(place.name()).get();
        if (there != null && serves(there, names, authority)) {
            out.println("Certificate " + place + " stays.");
            return;
        }
        inAFolder(folder -> {
            put(place, signed(names, authority, folder));
            out.println("Certificate " + place + " made for " + String.join(", ", names) + ".");
            return null;
        });
    }

    private static Map<String, byte[]> signed(List<String> names, Signer authority, Path folder) throws IOException, GeneralSecurityException {
        Path signer = Files.write(folder.resolve(AUTHORITY_STORE), authority.store());
        Path ours = folder.resolve(STORE);
        Path request = folder.resolve("request.pem");
        Path certificate = folder.resolve(CERTIFICATE);
        byte[] authorityPem = pem("CERTIFICATE", authority.certificate().getEncoded());
        Keytool.run("-genkeypair", "-alias", ALIAS, "-dname", "CN=" + names.get(names.size() - 1), "-keystore", ours.toString());
        Keytool.run("-certreq", "-alias", ALIAS, "-file", request.toString(), "-keystore", ours.toString());
        Keytool.run("-gencert", "-alias", ALIAS, "-infile", request.toString(), "-outfile", certificate.toString(), "-rfc", "-validity", days(LIFE),
                "-ext", "san=" + names.stream().map(name -> "dns:" + name).collect(Collectors.joining(",")), "-ext", "eku=serverAuth",
                "-keystore", signer.toString());
        Path chain = Files.write(folder.resolve("chain.pem"), authorityPem);
        Files.write(chain, Files.readAllBytes(certificate), StandardOpenOption.APPEND);
        Keytool.run("-importcert", "-noprompt", "-trustcacerts", "-alias", ALIAS, "-file", chain.toString(), "-keystore", ours.toString());

        byte[] store = Files.readAllBytes(ours);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(CERTIFICATE, Files.readAllBytes(certificate));
        files.put(KEY, pem("PRIVATE KEY", store(store).getKey(ALIAS, Keytool.PASSWORD.toCharArray()).getEncoded()));
        files.put(STORE, store);
        files.put(AUTHORITY, authorityPem);
        return files;
    }

    /** Whether what is there is this authority's, for these names, and lasts a while. */
    private boolean serves(Secret secret, List<String> names, Signer authority) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(secret, CERTIFICATE)));
            certificate.verify(authority.certificate().getPublicKey());
            List<String> has = new ArrayList<>();
            certificate.getSubjectAlternativeNames().stream().filter(name -> name.get(0).equals(DNS_NAME)).forEach(name -> has.add(String.valueOf(name.get(1))));
            return new TreeSet<>(has).equals(new TreeSet<>(names)) && lasts(certificate);
        } catch (GeneralSecurityException | IllegalStateException e) {
            return false;
        }
    }

    private boolean lasts(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        return clock.instant().plus(SOON).isBefore(end);
    }

    private static byte[] bytes(Secret secret, String key) {
        String encoded = secret.getData() == null ? null : secret.getData().get(key);
        if (encoded == null) {
            throw new IllegalStateException("Secret " + secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName() + " has no " + key
                    + ". Delete it, and this job makes it anew");
        }
        return Base64.getDecoder().decode(encoded);
    }

    private static byte[] pem(String what, byte[] content) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(content);
        return ("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void put(Place place, Map<String, byte[]> files) {
        Map<String, String> data = new LinkedHashMap<>();
        files.forEach((name, content) -> data.put(name, Base64.getEncoder().encodeToString(content)));
        Secret secret = new SecretBuilder().withNewMetadata().withNamespace(place.namespace()).withName(place.name()).endMetadata()
                .withType("Opaque").withData(data).build();
        try {
            client.resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            client.resource(secret).update();
        }
    }

    private interface Work<T> {
        T in(Path folder) throws IOException, GeneralSecurityException;
    }

    /** Keys are on disk for a moment, in a folder that is this process' alone. */
    private static <T> T inAFolder(Work<T> work) throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("certificates");
        try {
            return work.in(folder);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
