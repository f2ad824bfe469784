package io.fnorpa.browser.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/**
 * Sends as any client does. The service closes connections that rest once a session which they carried has ended; a request
 * that is sent at that moment gets no answer, and is sent again, once, on another connection (RFC 9112, 9.3.1).
 */
public final class AnyClient {

    /** Of a connection that was closed before the first byte of an answer. */
    private static final Pattern NO_ANSWER = Pattern.compile("header parser received no bytes|Connection reset");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AnyClient() {}

    /** @throws IOException it hangs, the answer is cut off, or there is none the second time either */
    public static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return send(request, () -> { });
    }

    /** @param again is told that the request is sent again */
    public static HttpResponse<byte[]> send(HttpRequest request, Runnable again) throws IOException, InterruptedException {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            if (!NO_ANSWER.matcher(String.valueOf(e.getMessage())).find()) {
                throw e;
            }
            again.run();
            return HTTP.send(request, BodyHandlers.ofByteArray());
        }
    }
}
