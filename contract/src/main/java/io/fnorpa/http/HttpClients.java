package io.fnorpa.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one place where the clients are made with which the platform's services call each other.
 *
 * <p>Pods are called by a number that no certificate has. Such a peer's address carries the name that its certificate must have
 * as its fragment: {@code https://10.1.2.3:8080#browser-service.rpa-browsers.svc}. The certificate must be from an authority
 * that this Java trusts, and have that name; what the number is does not matter. An address without a fragment is verified by its host.
 */
public final class HttpClients {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Map<Kind, HttpClient> SHARED = new ConcurrentHashMap<>();

    private record Kind(Optional<String> name, Duration connectLimit) {}

    private HttpClients() {}

    /** The one for this peer; all peers of a name share it. */
    public static HttpClient of(URI peer) {
        return of(peer, CONNECT_LIMIT);
    }

    /** @param connectLimit a connection is waited for so long */
    public static HttpClient of(URI peer, Duration connectLimit) {
        return SHARED.computeIfAbsent(new Kind(name(peer), connectLimit), HttpClients::make);
    }

    private static HttpClient make(Kind kind) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(kind.connectLimit());
        kind.name().ifPresent(name -> client.sslContext(NamedPeerTrust.context(name)));
        return client.build();
    }

    private static Optional<String> name(URI peer) {
        return "https".equals(peer.getScheme()) ? Optional.ofNullable(peer.getFragment()) : Optional.empty();
    }
}
