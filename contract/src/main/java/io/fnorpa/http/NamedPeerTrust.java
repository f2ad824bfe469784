package io.fnorpa.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts a server whose certificate is from a trusted authority and has one certain DNS name, wherever it answers. Java leaves the
 * check of the name to a trust manager of this type, so that none is made beside this one.
 */
final class NamedPeerTrust extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;

    private final X509TrustManager authorities;
    private final String name;

    private NamedPeerTrust(X509TrustManager authorities, String name) {
        this.authorities = authorities;
        this.name = name;
    }

    /** With the authorities that this Java trusts. */
    static SSLContext context(String name) {
        return context(name, null);
    }

    /** @param authorities null for those that this Java trusts */
    static SSLContext context(String name, KeyStore authorities) {
        try {
            TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            usual.init(authorities);
            X509TrustManager manager = Stream.of(usual.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
                    .findFirst().orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new NamedPeerTrust(manager, name)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot speak TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkServerTrusted(chain, authType);
        List<String> names = names(chain[0]);
        if (names.stream().noneMatch(name::equalsIgnoreCase)) {
            throw new CertificateException("the peer's certificate is for " + names + ", not for " + name);
        }
    }

    private static List<String> names(X509Certificate certificate) throws CertificateException {
        return certificate.getSubjectAlternativeNames() == null ? List.of() : certificate.getSubjectAlternativeNames().stream()
                .filter(name -> name.get(0).equals(DNS_NAME)).map(name -> String.valueOf(name.get(1))).toList();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients are known by tokens");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
