package io.fnorpa.browser.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Sends a request as it stands: what HTTP clients would tidy up first. */
final class RawCall {

    private static final int PATIENCE_MS = 30_000;

    private RawCall() {}

    /** The answer's status; 0 if the connection was closed without one. */
    static int status(URL service, String requestLine, String... headers) {
        String answer = send(service, requestLine + "\r\nHost: x\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        return answer.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** The whole answer, until the service closes the connection. */
    static String send(URL service, String request) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
