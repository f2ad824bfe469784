package io.fnorpa.totp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A portal's page with a field for a code, which tells what is typed into it. */
final class CodePage implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><title>Code</title>
            <input id="code" oninput="if (this.value.length == 6) fetch('/typed?' + this.value)">""";

    private final HttpServer server;
    private final List<String> typed = new CopyOnWriteArrayList<>();

    CodePage() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, PAGE));
        server.createContext("/typed", exchange -> {
            typed.add(exchange.getRequestURI().getQuery());
            answer(exchange, "");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String html) throws IOException {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The codes, in the order they were typed. */
    List<String> typed() {
        return List.copyOf(typed);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
