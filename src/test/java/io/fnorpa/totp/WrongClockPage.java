package io.fnorpa.totp;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A portal's page with a field for a code, whose server's clock is wrong. */
final class WrongClockPage implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><title>Code</title>
            <input id="code" oninput="fetch('/typed')">""";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Duration ahead;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    WrongClockPage(Duration ahead) {
        this.ahead = ahead;
        this.server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        request.response().putHeader("Content-Type", "text/html")
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead))).end(PAGE);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
