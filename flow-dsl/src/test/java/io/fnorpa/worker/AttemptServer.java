package io.fnorpa.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fnorpa.browser.WireJson;
import io.fnorpa.ticket.FlowFiles;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands where an orchestrator would be, to fail as no orchestrator does at will: it drops answers, goes silent, fences. That the real
 * one answers as its own channel does is shown in the orchestrator's tests.
 */
final class AttemptServer implements AutoCloseable {

    /** @param number of the call; null for a renewal */
    record Call(String path, String number, String authorization, String body) {}

    private final HttpServer server;
    private final FlowFiles flows;
    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile boolean silent;
    volatile boolean fenced;
    volatile int answersToDrop;

    AttemptServer(FlowFiles flows) throws IOException {
        this.flows = flows;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    long count(String path) {
        return calls.stream().filter(call -> call.path().endsWith(path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        calls.add(new Call(path, exchange.getRequestHeaders().getFirst("Attempt-Call"), exchange.getRequestHeaders().getFirst("Authorization"), new String(body)));
        if (silent || path.endsWith("/event") && answersToDrop-- > 0) {
            exchange.close();
        } else if (fenced) {
            send(exchange, 409, ReportProblem.of(ReportProblemKind.ATTEMPT_FENCED, "it was taken over"));
        } else if (path.endsWith("/flows")) {
            send(exchange, 200, flows);
        } else {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = WireJson.mapper().writeValueAsBytes(answer);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
