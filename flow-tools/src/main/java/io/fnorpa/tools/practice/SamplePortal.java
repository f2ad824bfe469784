package io.fnorpa.tools.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import io.fnorpa.otp.Base32Key;
import io.fnorpa.otp.TimeSteps;
import io.fnorpa.otp.TotpCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The portal that a folder made by {@code bin/flow new} works at: a login with a code, a search, a service, its
 * cancellation. It knows each number; those that end with 999999 are unknown to it, those that end with 300301 are
 * cancelled, as at the practice portals. Its memory ends with it.
 */
public final class SamplePortal implements AutoCloseable {

    public static final String USERNAME = "isp-ops";
    public static final String PASSWORD = "practice-Sample-3!v";
    public static final String TOTP_SECRET = "PRACT3CESAMPLEPORTALSANDB6XKEY22";

    private static final Totp RULES = new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1);
    private static final String COOKIE = "sample-session";
    private static final int SEE_OTHER = 303;

    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(SamplePortal::daemon);
    private final TotpCodes codes = new TotpCodes(RULES, Base32Key.decode(TOTP_SECRET));
    /** Whether the code was given, by session. */
    private final Map<String, Boolean> sessions = new ConcurrentHashMap<>();
    private final Map<String, Cancellation> cancelled = new TreeMap<>();
    private long lastStep;

    /** @param lastDay of service */
    record Cancellation(String reference, LocalDate lastDay) {}

    private SamplePortal(int port, Clock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample portal cannot listen on port " + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /** Starts it on a free port of this machine. */
    public static SamplePortal start() {
        return start(0, Clock.systemUTC());
    }

    static SamplePortal start(int port, Clock clock) {
        SamplePortal portal = new SamplePortal(port, clock);
        portal.server.start();
        return portal;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sample-portal");
        thread.setDaemon(true);
        return thread;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many services were cancelled here. */
    public synchronized int cancellations() {
        return cancelled.size();
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            boolean post = "POST".equals(http.getRequestMethod());
            Map<String, String> fields = post ? fields(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    : fields(Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse(""));
            if (path.equals("/") || path.equals("/login")) {
                login(http, post, fields);
            } else if (session(http).isEmpty()) {
                go(http, "/login");
            } else if (path.equals("/code")) {
                code(http, post, fields);
            } else if (!sessions.get(session(http).get())) {
                go(http, "/code");
            } else if (path.equals("/logout")) {
                sessions.remove(session(http).get());
                go(http, "/login");
            } else if (path.equals("/services")) {
                html(http, 200, SamplePages.search(fields.getOrDefault("q", ""), isKnown(fields.getOrDefault("q", ""))));
            } else if (path.startsWith("/services/")) {
                service(http, post, path.substring("/services/".length()), fields);
            } else {
                html(http, 404, SamplePages.page("No such page", "<p role=alert>There is no such page.</p>"));
            }
        }
    }

    private void login(HttpExchange http, boolean post, Map<String, String> fields) throws IOException {
        if (!post) {
            html(http, 200, SamplePages.login(""));
        } else if (USERNAME.equals(fields.get("username")) && PASSWORD.equals(fields.get("password"))) {
            String session = UUID.randomUUID().toString();
            sessions.put(session, false);
            http.getResponseHeaders().add("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
            go(http, "/code");
        } else {
            html(http, 401, SamplePages.login("Wrong user name or password."));
        }
    }

    private void code(HttpExchange http, boolean post, Map<String, String> fields) throws IOException {
        if (post && isGood(fields.getOrDefault("code", ""))) {
            sessions.put(session(http).orElseThrow(), true);
            go(http, "/services");
        } else {
            html(http, 200, SamplePages.code(post ? "This code is not valid." : ""));
        }
    }

    /** The present step, the one before and the one after are good; each once, and never one older than the last. */
    private synchronized boolean isGood(String code) {
        long present = new TimeSteps(RULES.period()).at(clock.instant());
        for (long step = Math.max(present - 1, lastStep + 1); step <= present + 1; step++) {
            if (codes.at(step).reveal().equals(code)) {
                lastStep = step;
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(String number) {
        return !number.isBlank() && !number.endsWith("999999");
    }

    private void service(HttpExchange http, boolean post, String number, Map<String, String> fields) throws IOException {
        if (!isKnown(number)) {
            html(http, 404, SamplePages.page("Unknown", "<p role=alert>There is no such service.</p>"));
            return;
        }
        String refusal = post ? cancel(number, fields.getOrDefault("last_day", "")) : "";
        html(http, 200, SamplePages.service(number, cancellation(number), refusal));
    }

    private synchronized Cancellation cancellation(String number) {
        return number.endsWith("300301") ? new Cancellation("SMP-C-000000", LocalDate.of(2026, 1, 31)) : cancelled.get(number);
    }

    /** @return why not; empty if it was done */
    private synchronized String cancel(String number, String lastDay) {
        if (cancellation(number) != null) {
            return "This service is cancelled already.";
        }
        try {
            LocalDate day = LocalDate.parse(lastDay);
            if (day.isBefore(LocalDate.now(clock.withZone(ZoneOffset.ofHours(-12))))) {
                return "The last day is past.";
            }
            cancelled.put(number, new Cancellation("SMP-C-%06d".formatted(cancelled.size() + 1), day));
            return "";
        } catch (DateTimeParseException e) {
            return "Enter the last day of service.";
        }
    }

    private Optional<String> session(HttpExchange http) {
        for (String cookie : Optional.ofNullable(http.getRequestHeaders().getFirst("Cookie")).orElse("").split("; ?")) {
            if (cookie.startsWith(COOKIE + "=") && sessions.containsKey(cookie.substring(COOKIE.length() + 1))) {
                return Optional.of(cookie.substring(COOKIE.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)).strip());
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void go(HttpExchange http, String path) throws IOException {
        http.getResponseHeaders().set("Location", path);
        http.sendResponseHeaders(SEE_OTHER, -1);
    }

    private static void html(HttpExchange http, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
