package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Valkey's protocol as a person types it: one command on a line, for what the rig and tests ask of a server by hand. */
final class Inline {

    private static final int ANSWER_LIMIT_MILLIS = 5000;

    private Inline() {}

    /** @return the answer as the protocol writes it */
    static String ask(Port port, Optional<Secret> password, String command) {
        try (Socket socket = new Socket(Port.loopback(), port.number())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            if (password.isPresent()) {
                say(socket, "AUTH " + ValkeyServer.quoted(password.get()));
                answer(answers);
            }
            say(socket, command);
            return answer(answers);
        } catch (IOException e) {
            throw new UncheckedIOException("Valkey on port " + port + " gives no answer to " + command.split(" ")[0], e);
        }
    }

    private static void say(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder(line(in));
        int count = "$*".indexOf(answer.charAt(0)) < 0 ? 0 : Integer.parseInt(answer.substring(1).strip());
        if (answer.charAt(0) == '$' && count >= 0) {
            return answer.append(new String(in.readNBytes(count + 2), StandardCharsets.UTF_8)).toString();
        }
        for (int i = 0; i < count; i++) {
            answer.append(answer(in));
        }
        return answer.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
