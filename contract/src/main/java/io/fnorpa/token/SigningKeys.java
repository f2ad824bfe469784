package io.fnorpa.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A folder with the platform's token keys: {@code signing-key.pem}, the private EC P-256 key (PKCS #8), which only the
 * orchestrator has, and {@code public-keys.json}, the JSON Web Key Set (RFC 7517) that everybody verifies with. The
 * signing key's {@code kid} stands in the PEM file's first line as {@code # kid: …}. To rotate, add the new public key
 * to the set, replace the signing key, and take the old public key out when the last token of its time has expired.
 */
public record SigningKeys(Path folder) {

    private static final String KID_LINE = "# kid: ";
    private static final int KID_LENGTH = 16;

    public Path signingKeyFile() {
        return folder.resolve("signing-key.pem");
    }

    public Path publicKeysFile() {
        return folder.resolve("public-keys.json");
    }

    /**
     * Makes a key pair if the folder has none; the private key's file can be read by its owner alone. Of several
     * instances that start at once on one folder, one makes it.
     */
    public SigningKeys createIfAbsent() {
        if (!Files.exists(signingKeyFile())) {
            createAlone();
        }
        return this;
    }

    private void createAlone() {
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.exists(signingKeyFile())) {
                    create();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write token keys to " + folder, e);
        }
    }

    private void create() throws IOException {
        try {
            EllipticCurveJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            pair.setKeyId(pair.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, KID_LENGTH));
            pair.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            pair.setUse("sig");
            Files.writeString(publicKeysFile(), new JsonWebKeySet(pair).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            writeOwnerOnly(signingKeyFile(), pem(pair.getKeyId(), pair.getEcPrivateKey()));
        } catch (JoseException e) {
            throw new IllegalStateException("This Java cannot make an EC P-256 key", e);
        }
    }

    private static void writeOwnerOnly(Path file, String text) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "key", ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String kid, PrivateKey key) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getEncoded());
        return KID_LINE + kid + "\n-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    /** Reads the signing key anew, so that a rotated one is used at once. */
    SigningKey signingKey() {
        try {
            String pem = Files.readString(signingKeyFile());
            String kid = pem.lines()
                    .filter(line -> line.startsWith(KID_LINE))
                    .map(line -> line.substring(KID_LINE.length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(signingKeyFile()
                            + " does not say its key id; its first line must read '" + KID_LINE + "<the kid in public-keys.json>'"));
            String body = pem.replaceAll("(?m)^(#|-----).*$", "").replaceAll("\\s", "");
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
            return new SigningKey(kid, key);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the signing key " + signingKeyFile(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(signingKeyFile() + " is not an EC P-256 private key in PKCS #8 PEM form");
        }
    }

    /** A private key and the id that its public half has in the key set. */
    record SigningKey(String kid, PrivateKey key) {
        @Override
        public String toString() {
            return "signing key " + kid;
        }
    }
}
