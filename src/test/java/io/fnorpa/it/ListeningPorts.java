package io.fnorpa.it;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports at which a process listens, as Linux knows them. */
final class ListeningPorts {

    private static final String LISTENS = "0A";
    private static final int HEX = 16;
    private static final int ANSWER_MILLIS = 3_000;

    private ListeningPorts() {}

    static Set<Integer> of(long pid) throws IOException {
        Set<String> sockets;
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            sockets = files.map(ListeningPorts::target).filter(target -> target.startsWith("socket:[")).map(target -> target.replaceAll("\\D", "")).collect(Collectors.toSet());
        }
        Set<Integer> ports = new TreeSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            Path file = Path.of("/proc/" + pid + "/net/" + table);
            if (Files.exists(file)) {
                Files.readAllLines(file).stream().skip(1).map(line -> line.strip().split("\\s+")).filter(line -> line[3].equals(LISTENS) && sockets.contains(line[9]))
                        .forEach(line -> ports.add(Integer.parseInt(line[1].substring(line[1].indexOf(':') + 1), HEX)));
            }
        }
        return ports;
    }

    /** Whether a question is answered by anything, within some seconds. */
    static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("GET /jolokia HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
