package io.fnorpa.browser.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Sends a request as it stands: what HTTP clients would tidy up first. */
public final class RawCall {

    private static final int PATIENCE_MS = 30_000;

    private RawCall() {}

    /** The answer's status; 0 if the connection was closed without one. */
    public static int status(URL service, String requestLine, String... headers) {
        String answer = send(service, requestLine + "\r\nHost: x\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        return answer.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** The whole answer; nothing is sent after the request, so the service closes the connection when it has answered. */
    public static String send(URL service, String request) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return ""; // closed by the service before it had read all
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
