package io.fnorpa.flow.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A portal of a few pages, on a free port. It remembers what was sent to it. */
final class PracticePages implements AutoCloseable {

    static final String GOOD_CODE = "424242";

    private static final String LOGIN = """
            <title>Log in</title><form action=/code method=post>
            <label>User <input name=user></label><label>Password <input name=password type=password></label>
            <button>Continue</button></form>""";
    private static final String CODE = "<title>Code</title><form action=/home method=post><label>Code <input name=code></label><button>Verify</button></form>";
    private static final String SERVICE = """
            <title>Service</title><h1 id=name>Service S-1</h1><p class=status data-kind=fibre>Active</p>
            <table><tr><th>Line</th><th>Speed</th></tr><tr><td>A</td><td>100</td></tr><tr><td>B</td><td>50</td></tr></table>
            <select id=reason><option>Moved</option><option value=p>Price</option></select>
            <input type=checkbox id=sure><input id=free oninput="document.getElementById('typed').textContent=this.value"><p id=typed></p>
            <p id=hover onmouseenter="this.textContent='hovered'">over</p>
            <a id=csv href=/report.csv download>Report</a> <a id=pdf href=/report.pdf download>Paper</a>
            <button id=hidden style=display:none>Hidden</button>
            <button id=ask onclick="document.getElementById('asked').textContent=confirm('Sure?')?'yes':'no'">Ask</button><p id=asked></p>
            <a id=pop href=/popup target=_blank>More</a><iframe id=inner src=/frame></iframe>
            <input type=file id=file onchange="this.files[0].text().then(t=>document.getElementById('uploaded').textContent=this.files[0].name+':'+t)"><p id=uploaded></p>
            <script>setTimeout(()=>{document.body.insertAdjacentHTML('beforeend','<p id=late>late</p>');fetch('/data.json')},300)</script>""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    PracticePages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange http) throws IOException {
        String form = URLDecoder.decode(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (!form.isEmpty()) {
            sent.add(http.getRequestURI().getPath() + " " + form);
        }
        switch (http.getRequestURI().getPath()) {
            case "/login" -> html(http, LOGIN);
            case "/code" -> html(http, CODE);
            case "/home" -> html(http, form.contains(GOOD_CODE) ? "<title>Home</title><p id=home>Welcome</p>" : "<p id=error>Wrong code</p>" + CODE);
            case "/service" -> html(http, SERVICE);
            case "/popup" -> html(http, "<title>Popup</title><body style='background:#123456'><p id=detail>in the popup</p>"
                    + "<button id=close onclick=window.close()>Close</button>");
            case "/frame" -> html(http, "<p id=detail>in the frame</p>");
            case "/report.csv" -> file(http, "text/csv", "report.csv", "line,speed\nA,100\n");
            case "/report.pdf" -> file(http, "application/pdf", "report.pdf", "%PDF-1.4");
            case "/data.json" -> answer(http, 200, "application/json", "{}");
            case "/down" -> answer(http, 500, "text/html", "<h1>Down</h1>");
            default -> answer(http, 404, "text/html", "<h1>No such page</h1>");
        }
    }

    private static void html(HttpExchange http, String body) throws IOException {
        answer(http, 200, "text/html; charset=utf-8", "<!doctype html><meta charset=utf-8>" + body);
    }

    private static void file(HttpExchange http, String type, String name, String body) throws IOException {
        http.getResponseHeaders().set("Content-Disposition", "attachment; filename=" + name);
        answer(http, 200, type, body);
    }

    private static void answer(HttpExchange http, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", type);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Forms that came, such as {@code /code user=x&password=y}. */
    List<String> sent() {
        return sent;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
