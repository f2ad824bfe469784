package io.fnorpa.token.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Makes tokens by hand, well-formed or not, from a good one: no library would write what an attacker writes. */
final class TokenForge {

    /** As JSON Web Tokens have it: r and s side by side. */
    static final String ES256 = "SHA256withECDSAinP1363Format";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SigningKeys keys;
    private final String good;
    private final String[] part;

    /**
     * @param keys the platform's keys, the private one too
     * @param good a token that is good
     */
    TokenForge(SigningKeys keys, String good) {
        this.keys = keys;
        this.good = good;
        this.part = good.split("\\.");
    }

    String good() {
        return good;
    }

    String header() {
        return text(part[0]);
    }

    String payload() {
        return text(part[1]);
    }

    /** The good token's signature. */
    byte[] signature() {
        return Base64.getUrlDecoder().decode(part[2]);
    }

    /** The good token's header, changed. */
    String header(Consumer<ObjectNode> change) {
        return changed(header(), change);
    }

    /** The good token's payload, changed. */
    String payload(Consumer<ObjectNode> change) {
        return changed(payload(), change);
    }

    String kid() {
        return fields(header()).path("kid").textValue();
    }

    /** Who a token is for, in its payload's words. */
    static String audience(String token) {
        return fields(text(token.split("\\.")[1])).path("aud").textValue();
    }

    /** Signed with the platform's own key, whatever the header says. */
    String signed(String header, String payload) {
        return signed(header, payload, ES256, platformKey());
    }

    String signed(String header, String payload, String algorithm, PrivateKey key) {
        String input = encoded(header) + "." + encoded(payload);
        return input + "." + encoded(signature(input, algorithm, key));
    }

    /** With the payload as it stands (RFC 7797), signed with the platform's own key. */
    String signedAsItStands(String header, String payload) {
        String input = encoded(header) + "." + payload;
        return input + "." + encoded(signature(input, ES256, platformKey()));
    }

    String unsigned(String header, String payload, byte[] signature) {
        return encoded(header) + "." + encoded(payload) + "." + encoded(signature);
    }

    String hmac(String header, String algorithm, byte[] secret) {
        String input = encoded(header) + "." + part[1];
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return input + "." + encoded(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key set, as everybody may read it. */
    String publicKeys() {
        return read(keys.publicKeysFile());
    }

    PublicKey publicKey() {
        try {
            return (PublicKey) new JsonWebKeySet(publicKeys()).getJsonWebKeys().get(0).getKey();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    PrivateKey platformKey() {
        String pem = read(keys.signingKeyFile()).replaceAll("(?m)^(#|-----).*$", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keys that the platform does not know. */
    static KeyPair strangersKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as a header may bring it along. */
    static String jwk(PublicKey key) {
        try {
            return JsonWebKey.Factory.newJwk(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] signature(String input, String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
    }

    private static String changed(String json, Consumer<ObjectNode> change) {
        ObjectNode fields = fields(json);
        change.accept(fields);
        return fields.toString();
    }

    private static ObjectNode fields(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
