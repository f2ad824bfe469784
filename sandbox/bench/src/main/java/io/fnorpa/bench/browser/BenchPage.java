package io.fnorpa.bench.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A page with a form, as portals have them, on a free port of this machine. */
final class BenchPage implements AutoCloseable {

    static final String FIELD = "#service";
    static final String BUTTON = "#search";
    static final String TEXT = "#status";

    private static final String HTML = """
            <!doctype html><html lang="en"><head><title>Bench</title><style>
            body { font: 16px sans-serif; margin: 2em; } table { border-collapse: collapse; } td { border: 1px solid #999; padding: .3em 1em; }
            </style></head><body><h1>Services</h1>
            <form onsubmit="return false"><label>Service <input id="service"></label>
            <button id="search" type="button" onclick="this.dataset.clicks = 1 + Number(this.dataset.clicks || 0)">Search</button></form>
            <p>Status: <b id="status">Active</b></p><table>%s</table></body></html>
            """.formatted("<tr><td>MFN-300101</td><td>1 Long Street</td><td>Fibre 100/50</td></tr>".repeat(20));

    private final HttpServer server;

    BenchPage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", BenchPage::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] page = HTML.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
