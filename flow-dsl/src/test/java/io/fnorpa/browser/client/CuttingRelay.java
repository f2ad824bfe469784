package io.fnorpa.browser.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between an HTTP client and a server, passes requests and answers on whole, and breaks connections (by a reset)
 * at the points that it was told. Connections are kept open from request to request, as without it.
 */
final class CuttingRelay implements AutoCloseable {

    /** Where in a request's way the connection breaks. */
    enum Cut {
        /** The request came, and is not passed on. */
        BEFORE_THE_SERVER,
        /** It is passed on, and both sides break at once: the server may have read it, or see the reset first. */
        ABRUPTLY,
        /** The client's side breaks while the server is at work; the server gives its answer to nobody. */
        AT_ONCE,
        /** The server has answered; nothing of it is passed on. */
        BEFORE_THE_ANSWER,
        /** Half of the answer is passed on. */
        IN_THE_ANSWER
    }

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)\\s*$");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:\\s*chunked\\s*$");

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger received = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    CuttingRelay(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** For the next requests, one after the other; those after them pass. */
    void cutNext(List<Cut> plan) {
        cuts.addAll(plan);
    }

    /** How many connections broke of requests that the server got for certain, since it answered them. */
    int cutsAfterReceipt() {
        return received.get();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client; Socket upstream = new Socket(server.getHost(), server.getPort())) {
            open.add(upstream);
            while (relay(client, upstream)) {
                // the next request on the same connection
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    private boolean relay(Socket client, Socket upstream) throws IOException {
        byte[] request = message(client.getInputStream());
        Cut cut = cuts.poll();
        if (cut == Cut.BEFORE_THE_SERVER) {
            return reset(client, upstream);
        }
        upstream.getOutputStream().write(request);
        if (cut == Cut.ABRUPTLY) {
            return reset(client, upstream);
        }
        if (cut == Cut.AT_ONCE) {
            reset(client);
        }
        byte[] answer = message(upstream.getInputStream());
        if (cut != null) {
            received.incrementAndGet();
            if (cut == Cut.IN_THE_ANSWER) {
                client.getOutputStream().write(answer, 0, answer.length / 2);
            }
            return reset(client, upstream);
        }
        client.getOutputStream().write(answer);
        return true;
    }

    private static boolean reset(Socket client, Socket upstream) throws IOException {
        reset(client);
        reset(upstream);
        return false;
    }

    private static void reset(Socket side) throws IOException {
        if (!side.isClosed()) {
            side.setSoLinger(true, 0);
            side.close();
        }
    }

    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String head = until(in, message, "\r\n\r\n");
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            copy(in, message, Integer.parseInt(length.group(1)));
        } else if (CHUNKED.matcher(head).find()) {
            int size;
            do {
                size = Integer.parseInt(until(in, message, "\r\n").strip(), 16);
                copy(in, message, size + 2);
            } while (size > 0);
        }
        return message.toByteArray();
    }

    private static String until(InputStream in, ByteArrayOutputStream message, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            message.write(next);
            text.append((char) next);
        }
        return text.toString();
    }

    private static void copy(InputStream in, ByteArrayOutputStream message, int bytes) throws IOException {
        byte[] part = in.readNBytes(bytes);
        if (part.length < bytes) {
            throw new EOFException();
        }
        message.write(part);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
