package io.fnorpa.browser.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A portal with pages of every awkward kind, on a free port of loopback. It serves {@code src/test/resources/site} and a
 * few addresses that behave badly, and remembers what it was asked for.
 */
public final class AwkwardSite implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public AwkwardSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** As a saved login names it: without a path. */
    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** The same site under another host name. */
    public String urlAs(String host) {
        return "http://" + host + ":" + port() + "/";
    }

    /** Paths with their queries, in order. */
    public List<String> asked() {
        return asked;
    }

    public long asked(String path) {
        return asked.stream().filter(uri -> uri.startsWith(path)).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        asked.add(exchange.getRequestURI().toString());
        exchange.getRequestBody().readAllBytes();
        switch (path) {
            case "/status" -> send(exchange, Integer.parseInt(query), "text/html", ("<h1>Status " + query + "</h1>").getBytes(UTF_8));
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", query);
                send(exchange, 302, "text/plain", new byte[0]);
            }
            case "/hangs-up" -> exchange.close();
            case "/slow" -> {
                pause(Long.parseLong(query));
                send(exchange, 200, "application/json", "{\"rows\":3}".getBytes(UTF_8));
            }
            case "/result.csv" -> {
                exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"result 1.csv\"");
                send(exchange, 200, "text/csv; charset=utf-8", "service,state\n100,active\n".getBytes(UTF_8));
            }
            case "/named" -> {
                exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename*=UTF-8''" + exchange.getRequestURI().getRawQuery() + ".csv");
                send(exchange, 200, "text/csv", ("user,password\n1,\"" + query + "\"\n").getBytes(UTF_8));
            }
            case "/drips.csv" -> drip(exchange);
            case "/large.bin" -> large(exchange, Long.parseLong(query));
            case "/endless.bin" -> endless(exchange);
            case "/text" -> send(exchange, 200, "text/html", ("<title>Text</title><p id=text hidden>" + "x".repeat(Integer.parseInt(query)) + "</p>").getBytes(UTF_8));
            case "/echo" -> send(exchange, 200, "text/html",
                    ("<title>Echo</title><p id=echo>" + query + "</p>").getBytes(UTF_8));
            default -> file(exchange, path.equals("/") ? "/index.html" : path);
        }
    }

    /** A file of which a little comes at a time, and never the end. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=drips.csv");
        exchange.getResponseHeaders().set("Content-Type", "text/csv");
        exchange.sendResponseHeaders(200, 0);
        while (!Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write("service,state\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            pause(100);
        }
    }

    /** A file of so many bytes. */
    private static void large(HttpExchange exchange, long bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=large.bin");
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, bytes);
        byte[] some = new byte[8192];
        try (OutputStream body = exchange.getResponseBody()) {
            for (long left = bytes; left > 0; left -= some.length) {
                body.write(some, 0, (int) Math.min(left, some.length));
            }
        }
    }

    /** A file that comes as quickly as it is taken, and never ends. */
    private void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=endless.bin");
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, 0);
        byte[] some = new byte[65_536];
        try {
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(some);
            }
        } finally {
            ended.incrementAndGet();
        }
    }

    /** How many files without an end were broken off. */
    int ended() {
        return ended.get();
    }

    /** A portal that takes its time; nobody waits for this by the clock. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        try (InputStream file = AwkwardSite.class.getResourceAsStream("/site" + path)) {
            if (file == null) {
                send(exchange, 404, "text/html", "<h1>Not found</h1>".getBytes(UTF_8));
            } else {
                send(exchange, 200, "text/html; charset=utf-8", file.readAllBytes());
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
