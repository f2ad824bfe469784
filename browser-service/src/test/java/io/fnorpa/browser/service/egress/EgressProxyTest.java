package io.fnorpa.browser.service.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy by itself, spoken to as a browser would, and as one that means ill. */
class EgressProxyTest {

    private static final String NAME = "portal.example";

    private final AtomicInteger reached = new AtomicInteger();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
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
        portal.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(some);
            }
        });
        portal.start();
        strict = new EgressProxy(new AddressRules(false), this::resolve);
        lenient = new EgressProxy(new AddressRules(true), this::resolve);
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

    /** What is without an end ends here only because it is cut. */
    @ParameterizedTest
    @CsvSource({"false, GET http://127.0.0.1:PORT/endless HTTP/1.1", "true, CONNECT 127.0.0.1:PORT HTTP/1.1"})
    void afterEachSoManyBytesItIsLookedAtWhetherItIsTooMuch(boolean tunnel, String request) throws IOException {
        lenient.allow(EgressRules.of(URI.create("http://127.0.0.1:" + port()), List.of()));
        AtomicInteger looks = new AtomicInteger();
        lenient.afterEach(100_000, () -> {
            if (looks.incrementAndGet() == 3) {
                lenient.cut();
            }
        });

        long read = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lenient.port())) {
            socket.setSoTimeout(30_000);
            write(socket, request.replace("PORT", Integer.toString(port())));
            byte[] some = new byte[8192];
            if (tunnel) {
                assertThat(new String(some, 0, socket.getInputStream().read(some), StandardCharsets.US_ASCII)).contains(" 200 ").endsWith("\r\n\r\n");
                write(socket, "GET /endless HTTP/1.1");
            }
            for (int count = 0; count >= 0; count = socket.getInputStream().read(some)) {
                read += count;
            }
        } catch (SocketException cut) {
            // or its end was seen
        }

        assertThat(looks).hasValueGreaterThanOrEqualTo(3);
        assertThat(read).isPositive();
    }

    private static void write(Socket socket, String requestLine) throws IOException {
        socket.getOutputStream().write((requestLine + "\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** As they are typed; some of them only our own name service knows, some no browser would send like this. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.9.9.9", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001",
        "0x7f.1", "127.1", "127.0.1", "0", "0.0.0.0", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "10.0.0.1", "192.168.1.1",
        "100.64.0.1", "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fe80::1]", "[fd00::1]"})
    void refusesEveryFormOfAnAddressInside(String host) throws IOException {
        strict.allow(EgressRules.of(URI.create("http://" + NAME + ":" + port()), List.of(host)));

        for (String request : List.of("GET http://" + host + ":" + port() + "/ HTTP/1.1", "CONNECT " + host + ":" + port() + " HTTP/1.1")) {
            List<String> answer = ask(strict, request, host);
            assertThat(answer.get(0)).as(request).doesNotContain(" 200 ");
            assertThat(answer).as(request).anyMatch(line -> line.startsWith("x-egress-proxy: "));
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void saysThatANameStandsForAnAddressInside() throws IOException {
        strict.allow(EgressRules.of(URI.create("http://localhost:" + port()), List.of()));

        assertThat(ask(strict, "GET http://localhost:" + port() + "/ HTTP/1.1", "localhost")).anyMatch(line -> line.equals("x-egress-proxy: blocked"));

        assertThat(strict.journal().lastFor("localhost", 0)).hasValueSatisfying(refusal ->
                assertThat(refusal.detail()).contains("browser.allow-private-addresses"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "fe80::1", "fd00::1", "0.0.0.0", "224.0.0.1"})
    void refusesANameThatStandsForAnAddressInside(String address) throws IOException {
        names.put(NAME, List.of(address));
        strict.allow(EgressRules.of(URI.create("http://" + NAME), List.of()));

        assertThat(ask(strict, "GET http://" + NAME + ":" + port() + "/ HTTP/1.1", NAME)).anyMatch(line -> line.equals("x-egress-proxy: blocked"));
        assertThat(ask(strict, "CONNECT " + NAME + ":" + port() + " HTTP/1.1", NAME)).anyMatch(line -> line.equals("x-egress-proxy: blocked"));

        assertThat(reached).hasValue(0);
        assertThat(strict.journal().lastFor(NAME, 0).orElseThrow().detail()).contains(NAME, InetAddress.getByName(address).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255"})
    void refusesLinkLocalAndTheLikeEvenInTheSandbox(String address) throws IOException {
        names.put(NAME, List.of(address));
        lenient.allow(EgressRules.of(URI.create("http://" + NAME), List.of()));

        assertThat(ask(lenient, "GET http://" + NAME + ":" + port() + "/ HTTP/1.1", NAME)).anyMatch(line -> line.equals("x-egress-proxy: blocked"));
    }

    /** DNS rebinding: the answer that is checked must be the one that is connected to. */
    @Test
    void asksForTheAddressOnceAndConnectsToTheOneThatWasChecked() throws IOException {
        names.put(NAME, List.of("127.0.0.1", "169.254.169.254", "127.0.0.2"));
        lenient.allow(EgressRules.of(URI.create("http://" + NAME), List.of()));

        assertThat(ask(lenient, "GET http://" + NAME + ":" + port() + "/ HTTP/1.1", NAME).get(0)).contains(" 200 ");
        assertThat(asked).containsExactly(NAME);
        assertThat(reached).hasValue(1);

        assertThat(ask(lenient, "GET http://" + NAME + ":" + port() + "/ HTTP/1.1", NAME)).as("the second answer is checked anew")
                .anyMatch(line -> line.equals("x-egress-proxy: blocked"));
        assertThat(asked).hasSize(2);
        assertThat(reached).hasValue(1);
    }

    @Test
    void connectsToNothingButTheAddressThatWasChecked() throws IOException {
        names.put(NAME, List.of("127.0.0.2", "127.0.0.1"));
        lenient.allow(EgressRules.of(URI.create("http://" + NAME), List.of()));

        assertThat(ask(lenient, "GET http://" + NAME + ":" + port() + "/ HTTP/1.1", NAME))
                .as("the portal listens on 127.0.0.1 alone").anyMatch(line -> line.equals("x-egress-proxy: unreachable"));
        assertThat(asked).containsExactly(NAME);
        assertThat(reached).hasValue(0);
    }

    @Test
    void whatWasBlockedOnceIsToldAsItIsLater() throws IOException {
        names.put(NAME, List.of("169.254.169.254", "127.0.0.2"));
        lenient.allow(EgressRules.of(URI.create("http://" + NAME), List.of()));
        String request = "GET http://" + NAME + ":" + port() + "/ HTTP/1.1";

        assertThat(ask(lenient, request, NAME)).anyMatch(line -> line.equals("x-egress-proxy: blocked"));
        assertThat(ask(lenient, request, NAME)).anyMatch(line -> line.equals("x-egress-proxy: unreachable"));
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

    /** The names of this test, each answer of theirs once; all others as the machine knows them. */
    private InetAddress resolve(String name) throws UnknownHostException {
        List<String> answers = names.get(name);
        if (answers == null) {
            return InetAddress.getByName(name);
        }
        asked.add(name);
        return InetAddress.getByName(answers.get(Math.min(asked.size(), answers.size()) - 1));
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
