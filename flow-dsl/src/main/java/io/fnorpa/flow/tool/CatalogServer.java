package io.fnorpa.flow.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fnorpa.flow.catalog.KaotoCatalog;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives Kaoto its catalogue on this machine alone. It is made anew for each request of the index, with which Kaoto begins, so a reload in
 * Kaoto shows what has changed in the flows. Kaoto's window in an editor has an origin of its own, hence the header.
 */
final class CatalogServer {

    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    private final Supplier<Map<String, String>> make;
    private volatile Map<String, String> files;

    private CatalogServer(Supplier<Map<String, String>> make) {
        this.make = make;
        this.files = make.get();
    }

    /** Serves until the process is ended. */
    static void serve(int port, Supplier<Map<String, String>> make, PrintStream out) {
        HttpServer server = start(port, make);
        out.println("Kaoto's catalogue: set kaoto.catalog.url to http://127.0.0.1:" + server.getAddress().getPort() + "/" + KaotoCatalog.INDEX + " (Ctrl-C ends this)");
    }

    /**
     * @param port 0 for a free one
     * @throws IllegalArgumentException another process has the port
     */
    static HttpServer start(int port, Supplier<Map<String, String>> make) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", new CatalogServer(make)::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot listen on port " + port + " (" + e.getMessage() + "); name another, or 0 for a free one", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        if (path.equals(KaotoCatalog.INDEX)) {
            files = make.get();
        }
        String text = files.get(path);
        byte[] body = (text == null ? "There is no " + path + "; begin with /" + KaotoCatalog.INDEX : text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text == null ? "text/plain; charset=utf-8" : "application/json");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(text == null ? NOT_FOUND : FOUND, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
