package io.fnorpa.install;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the Job {@code token-keys} runs: {@code --secret NAMESPACE/NAME --config-map NAMESPACE/NAME}. Its steps:
 *
 * <ol>
 *   <li>The Secret is read. If there is none, a key pair is made ({@link SigningKeys}) and the Secret with it; of two that
 *       do so at once one succeeds, and the other takes what is there. A Secret that is there is never changed.
 *   <li>Its {@code public-keys.json}, and nothing else of it, becomes the ConfigMap's, which the browser pods mount.
 * </ol>
 *
 * <p>It ends with 0, or with 1 and the reason; with 2 if its arguments are wrong.
 */
public final class TokenKeysJob {

    private static final String SIGNING_KEY = "signing-key.pem";
    private static final String PUBLIC_KEYS = "public-keys.json";
    private static final String USAGE = "token-keys --secret NAMESPACE/NAME --config-map NAMESPACE/NAME";

    private final KubernetesClient client;
    private final PrintStream out;

    TokenKeysJob(KubernetesClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Place secret;
        Place configMap;
        try {
            secret = place("--secret", arguments);
            configMap = place("--config-map", arguments);
        } catch (IllegalArgumentException e) {
            err.println("token-keys: " + e.getMessage() + " " + USAGE);
            return 2;
        }
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            TokenKeysJob job = new TokenKeysJob(client, out);
            job.publish(job.secret(secret), configMap);
            return 0;
        } catch (KubernetesClientException | IllegalStateException | UncheckedIOException e) {
            err.println("token-keys: " + e.getMessage());
            return 1;
        }
    }

    private static Place place(String option, String[] arguments) {
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            if (rest.next().equals(option) && rest.hasNext()) {
                return Place.parse(rest.next());
            }
        }
        throw new IllegalArgumentException(option + " is missing.");
    }

    private Secret secret(Place place) {
        Secret there = client.secrets().inNamespace(place.namespace()).withName(place.name()).get();
        if (there != null) {
            out.println("Secret " + place + " is there; its keys stay.");
            return there;
        }
        try {
            Secret made = client.resource(fresh(place)).create();
            out.println("Secret " + place + " made, with a new key pair.");
            return made;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return client.secrets().inNamespace(place.namespace()).withName(place.name()).require();
        }
    }

    /** The key pair is on disk for a moment, in a folder that is this process' alone. */
    private static Secret fresh(Place place) {
        try {
            Path folder = Files.createTempDirectory("token-keys");
            SigningKeys keys = new SigningKeys(folder).createIfAbsent();
            Map<String, String> files = Map.of(SIGNING_KEY, Files.readString(keys.signingKeyFile()), PUBLIC_KEYS, Files.readString(keys.publicKeysFile()));
            delete(folder);
            return new SecretBuilder().withNewMetadata().withNamespace(place.namespace()).withName(place.name()).endMetadata()
                    .withType("Opaque").withStringData(files).build();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a key pair for a moment. Mount a writable /tmp", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void publish(Secret keys, Place place) {
        String encoded = keys.getData() == null ? null : keys.getData().get(PUBLIC_KEYS);
        if (encoded == null) {
            throw new IllegalStateException("Secret " + keys.getMetadata().getNamespace() + "/" + keys.getMetadata().getName() + " has no " + PUBLIC_KEYS
                    + ". It must have " + SIGNING_KEY + " and " + PUBLIC_KEYS + "; without the Secret this job makes both");
        }
        String publicKeys = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        ConfigMap there = client.configMaps().inNamespace(place.namespace()).withName(place.name()).get();
        if (there == null) {
            client.resource(new ConfigMapBuilder().withNewMetadata().withNamespace(place.namespace()).withName(place.name()).endMetadata()
                    .withData(Map.of(PUBLIC_KEYS, publicKeys)).build()).create();
            out.println("ConfigMap " + place + " made.");
        } else if (!Map.of(PUBLIC_KEYS, publicKeys).equals(there.getData())) {
            client.resource(new ConfigMapBuilder(there).withData(Map.of(PUBLIC_KEYS, publicKeys)).build()).update();
            out.println("ConfigMap " + place + " has the public keys of now.");
        } else {
            out.println("ConfigMap " + place + " is up to date.");
        }
    }
}
