package io.fnorpa.rig.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a client and a server that sends back what it gets. */
class RelayTest {

    private ServerSocket echo;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        relay = new Relay(echo.getLocalPort());
        Thread server = new Thread(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    new Thread(() -> sendBack(client)).start();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        server.setDaemon(true);
        server.start();
    }

    private static void sendBack(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // as it is meant
        }
    }

    @AfterEach
    void end() throws IOException {
        relay.close();
        echo.close();
    }

    @Test
    void whatIsSentComesBack() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answer(socket)).isEqualTo(42);
        }
    }

    @Test
    void whileItIsCutNothingPassesAndAfterwardsOldConnectionsAreResetAndNewOnesServed() throws IOException {
        try (Socket socket = connect()) {
            answer(socket);
            relay.cut();
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> answer(socket)).isInstanceOf(SocketTimeoutException.class);
            relay.mend();
            socket.setSoTimeout(5000);
            assertThatThrownBy(() -> endOrByte(socket)).isInstanceOf(IOException.class);
        }
        try (Socket socket = connect()) {
            assertThat(answer(socket)).isEqualTo(42);
        }
    }

    @Test
    void aResetBreaksWhatIsOpenAndNotWhatComes() throws IOException {
        try (Socket socket = connect()) {
            answer(socket);
            relay.reset();
            assertThatThrownBy(() -> endOrByte(socket)).isInstanceOf(IOException.class);
        }
        try (Socket socket = connect()) {
            assertThat(answer(socket)).isEqualTo(42);
        }
    }

    @Test
    void whatIsSlowedComesLater() throws IOException {
        try (Socket socket = connect()) {
            answer(socket);
            relay.slow(200);
            long begin = System.nanoTime();
            answer(socket);
            assertThat((System.nanoTime() - begin) / 1_000_000).as("there and back").isGreaterThanOrEqualTo(400);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static int answer(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        return socket.getInputStream().read();
    }

    /** A connection that ended without a reset has ended too. */
    private static void endOrByte(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("ended");
        }
    }
}
