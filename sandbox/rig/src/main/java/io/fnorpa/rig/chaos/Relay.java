package io.fnorpa.rig.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A network between two parts that can be cut and slowed: it listens on a port of its own and passes bytes on, both ways.
 * While it is cut nothing passes and nothing is told, as when a cable is out; when it is whole again what was open is reset.
 */
final class Relay implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final int target;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool(Relay::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean cut;
    private volatile int delayMillis;

    /** @param target port on the loopback address */
    Relay(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("This machine gives no port for a relay", e);
        }
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on nothing passes. */
    void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** Whole and quick again; what was open while it was cut is reset. */
    void mend() {
        delayMillis = 0;
        boolean wasCut;
        synchronized (gate) {
            wasCut = cut;
        }
        if (wasCut) {
            reset();
        }
        synchronized (gate) {
            cut = false;
            gate.notifyAll();
        }
    }

    /** Each chunk comes so much later, either way. */
    void slow(int millis) {
        delayMillis = millis;
    }

    /** Breaks all connections that are open now; new ones go through. */
    void reset() {
        open.forEach(Relay::reset);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it was closed already
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        Socket server = new Socket();
        open.add(server);
        try {
            awaitPassage();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            threads.execute(() -> pass(server, client));
            pass(client, server);
        } catch (IOException | InterruptedException e) {
            end(client, server);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                awaitPassage();
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                out.write(chunk, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            // one of the two is gone
        } finally {
            end(from, to);
        }
    }

    private void awaitPassage() throws InterruptedException {
        synchronized (gate) {
            while (cut) {
                gate.wait();
            }
        }
    }

    private void end(Socket one, Socket other) {
        reset(one);
        reset(other);
        open.remove(one);
        open.remove(other);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
        threads.shutdownNow();
    }
}
