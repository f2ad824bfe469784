package io.fnorpa.rig.chaos;

import io.fnorpa.rig.ValkeyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Valkey of a run: one server, which is started again after it was killed, with its data. Whoever has a primary with
 * replicas and sentinels puts it in the place of this class: nothing else here knows how many there are.
 */
final class TotpStore implements AutoCloseable {

    private static final int LIMIT_MILLIS = 5000;

    private final ValkeyServer server;

    TotpStore(Path folder) {
        this.server = ValkeyServer.at(folder).appendOnly().start();
    }

    /** Where a relay to it leads. */
    int port() {
        return server.port().number();
    }

    /** What an orchestrator is told. @param port of the relay that it goes through */
    Map<String, String> settings(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.valkey.url", "redis://127.0.0.1:" + port);
        settings.put("rpa.valkey.timeout", "2s");
        settings.put("rpa.totp.min-replicas", "0");
        return settings;
    }

    /** Kills the one that takes the writes. */
    void kill() {
        server.kill9();
    }

    void heal() {
        if (!server.isAlive()) {
            server.restart();
        }
    }

    /** The last step that was given out for an account; null if none was. */
    Long lastStep(String account) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(("HGET totp_step:{" + account + "} last\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            String text = new String(answer, 0, Math.max(0, socket.getInputStream().read(answer)), StandardCharsets.US_ASCII);
            String[] lines = text.split("\r\n");
            return lines.length < 2 ? null : Long.valueOf(lines[1]);
        } catch (IOException e) {
            throw new UncheckedIOException("Valkey at " + port() + " does not answer", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
