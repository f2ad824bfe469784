package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port of this machine's loopback address. */
public record Port(int number) {

    /** One that was free a moment ago. */
    public static Port free() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return new Port(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("This machine gives no free port", e);
        }
    }

    /** This one if it is free, else any free one. */
    public static Port preferably(int number) {
        Port wanted = new Port(number);
        return wanted.isFree() ? wanted : free();
    }

    public boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public String toString() {
        return String.valueOf(number);
    }
}
