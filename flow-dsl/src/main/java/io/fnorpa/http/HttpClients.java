package io.fnorpa.http;

import java.net.http.HttpClient;
import java.time.Duration;

/** The one place where the clients are made with which the platform's services call each other. */
public final class HttpClients {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private HttpClients() {}

    /** A new one, to be kept: it holds connections and a thread of its own. */
    public static HttpClient newClient() {
        return newClient(CONNECT_LIMIT);
    }

    /** @param connectLimit a connection is waited for so long */
    public static HttpClient newClient(Duration connectLimit) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectLimit).build();
    }
}
