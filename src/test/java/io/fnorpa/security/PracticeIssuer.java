package io.fnorpa.security;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** A company's OIDC issuer, as far as we know it: it signs tokens, and its keys are fetched from it over HTTP. */
final class PracticeIssuer implements AutoCloseable {

    static final String ISSUER = "https://login.example.com/realms/staff";

    private final HttpServer server;
    private volatile RsaJsonWebKey key;

    private PracticeIssuer(HttpServer server) {
        this.server = server;
    }

    static PracticeIssuer start() throws IOException {
        PracticeIssuer issuer = new PracticeIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        issuer.signWith("first");
        issuer.server.createContext("/keys", call -> {
            byte[] keys = new JsonWebKeySet(issuer.key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, keys.length);
            call.getResponseBody().write(keys);
            call.close();
        });
        issuer.server.start();
        return issuer;
    }

    /** With a new key from now on. */
    void signWith(String kid) {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId(kid);
            key = made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    RsaJsonWebKey key() {
        return key;
    }

    /** Somebody's, for five minutes. */
    static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("fnorpa-api");
        claims.setSubject("u-1");
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    String token(JwtClaims claims) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setKey(key.getPrivateKey());
            token.setPayload(claims.toJson());
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What checks its tokens. */
    CompanyTokens tokens(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("rpa.oidc.issuer", ISSUER, "rpa.oidc.jwks-url", "http://127.0.0.1:" + server.getAddress().getPort() + "/keys"));
        all.putAll(settings);
        return new CompanyTokens(config(all), Clock.systemUTC());
    }

    static CompanyIssuer config(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(CompanyIssuer.class).withDefaultValues(settings).build();
        return config.getConfigMapping(CompanyIssuer.class);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
