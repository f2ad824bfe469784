package io.fnorpa.browser.service.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy by itself, spoken to as a browser would, and as one that means ill. */
class EgressProxyTest {

    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer portal;
    private EgressProxy strict;
    private EgressProxy lenient;

    @BeforeEach
    void start() throws IOException {
        portal = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        portal.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.getResponseHeaders().set("x-egress-proxy", "blocked");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        portal.start();
        strict = new EgressProxy(false);
        lenient = new EgressProxy(true);
    }

    @AfterEach
    void stop() {
        portal.stop(0);
        strict.close();
        lenient.close();
    }

    @Test
    void letsAllowedHostsThroughAndNoOthers() throws IOException {
        lenient.allow(EgressRules.of(URI.create("http://127.0.0.1:" + port()), List.of()));

        List<String> answer = ask(lenient, "GET http://127.0.0.1:" + port() + "/ HTTP/1.1", "127.0.0.1");
        assertThat(answer.get(0)).contains("200");
        assertThat(answer).as("a portal cannot speak for the proxy").noneMatch(line -> line.startsWith("x-egress-proxy"));
        assertThat(ask(lenient, "CONNECT 127.0.0.1:" + port() + " HTTP/1.1", "x").get(0)).contains("200");

        assertThat(ask(lenient, "GET http://localhost:" + port() + "/ HTTP/1.1", "127.0.0.1")).anyMatch(line -> line.equals("x-egress-proxy: blocked"));
        assertThat(ask(lenient, "CONNECT localhost:" + port() + " HTTP/1.1", "127.0.0.1:" + port()).get(0)).contains("403");
        assertThat(ask(lenient, "GET http://localhost:" + port() + "/ HTTP/1.1", "127.0.0.1:" + port()).get(0)).contains("403");
        assertThat(ask(lenient, "GET / HTTP/1.1", "localhost:" + port()).get(0)).contains("403");
        assertThat(ask(lenient, "GET http://127.0.0.1@localhost:" + port() + "/ HTTP/1.1", "127.0.0.1").get(0)).doesNotContain(" 200 ");
        assertThat(reached).hasValue(1);
    }

    @Test
    void refusesNamesAndFormsOfAddressesInside() throws IOException {
        strict.allow(EgressRules.of(URI.create("http://localhost:" + port()),
                List.of("127.0.0.1", "2130706433", "0x7f000001", "127.1", "::1", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254")));

        for (String host : List.of("localhost", "127.0.0.1", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254")) {
            List<String> answer = ask(strict, "GET http://" + host + ":" + port() + "/ HTTP/1.1", host);
            assertThat(answer).as(host).anyMatch(line -> line.equals("x-egress-proxy: blocked"));
        }
        assertThat(strict.journal().lastFor("localhost", 0)).hasValueSatisfying(refusal ->
                assertThat(refusal.detail()).contains("browser.allow-private-addresses"));
        assertThat(reached).hasValue(0);
    }

    @Test
    void saysWhatCannotBeReached() throws IOException {
        portal.stop(0);
        lenient.allow(EgressRules.of(URI.create("http://127.0.0.1:" + port()), List.of("no.such.host.invalid")));

        assertThat(ask(lenient, "GET http://127.0.0.1:" + port() + "/ HTTP/1.1", "x")).anyMatch(line -> line.equals("x-egress-proxy: unreachable"));
        assertThat(ask(lenient, "GET http://no.such.host.invalid/ HTTP/1.1", "x")).anyMatch(line -> line.equals("x-egress-proxy: unreachable"));
        assertThat(lenient.journal().lastFor("no.such.host.invalid", 0)).isPresent();
    }

    @Test
    void aBrowserWithoutASessionGetsNothingButTheProbe() throws IOException {
        assertThat(ask(lenient, "GET http://127.0.0.1:" + port() + "/ HTTP/1.1", "127.0.0.1").get(0)).contains("403");
        assertThat(ask(lenient, "GET " + EgressProxy.PROBE_URL + " HTTP/1.1", "probe.invalid").get(0)).contains("200");
    }

    private int port() {
        return portal.getAddress().getPort();
    }

    /** Status line and headers, in lower case. */
    private static List<String> ask(EgressProxy proxy, String requestLine, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((requestLine + "\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return java.util.stream.Stream.generate(() -> line(answer)).takeWhile(line -> !line.isEmpty()).map(line -> line.toLowerCase(java.util.Locale.ROOT)).toList();
        }
    }

    private static String line(BufferedReader reader) {
        try {
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
