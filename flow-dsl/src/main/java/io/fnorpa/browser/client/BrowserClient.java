package io.fnorpa.browser.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.SessionOpened;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.WireJson;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Drives one session of one browser service over its REST API. Commands are sent one after the other; an instance may
 * be handed from thread to thread. A command whose connection broke, or whose answer did not come, is sent again under
 * its first id, so that the service answers what it did and clicks nothing twice.
 */
public final class BrowserClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_ALLOWANCE = Duration.ofSeconds(5);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(90);
    private static final Duration READY_LIMIT = Duration.ofSeconds(10);
    private static final int STATUS_OK = 200;
    private static final int STATUS_MULTIPLE_CHOICES = 300;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private final URI service;
    private final Secret token;
    private final Resending resending;
    private final ObjectMapper json = WireJson.mapper();

    public BrowserClient(URI service, Secret token) {
        this(service, token, Resending.DEFAULT);
    }

    /**
     * @param service   base address of the browser service, such as {@code http://127.0.0.1:41233}
     * @param token     of the session
     * @param resending what to do about broken connections
     */
    public BrowserClient(URI service, Secret token, Resending resending) {
        this.service = service;
        this.token = token;
        this.resending = resending;
    }

    /** Opens the session that the token is for. It has no command id: a service that opened it already says so itself. */
    public SessionOpened open(SessionRequest session) {
        return read(post("/browser/session/create", session, OPEN_LIMIT), SessionOpened.class);
    }

    /**
     * Has a command done. A command without an id gets one. One without a limit has the service's, which is taken to be
     * 30 s here: give it one where the service may have another.
     *
     * @throws BrowserException            the service answered with a problem; the subclass says which
     * @throws BrowserUnreachableException the connection stayed broken
     */
    public CommandResult execute(Command command) {
        Command named = CommandIds.named(command);
        return read(post("/browser/execute", named, limitOf(named)), CommandResult.class);
    }

    /**
     * Types a code into the session.
     *
     * @param target selector of the field
     * @param frame  as in {@link Command}; or null
     * @param page   as in {@link Command}; or null
     */
    public CommandResult submitTotp(String target, String frame, String page, Secret code) {
        Command command = CommandDraft.of(CommandType.TOTP).target(target).frame(frame).page(page).code(code)
                .timeout(DEFAULT_COMMAND_LIMIT).build();
        Command named = CommandIds.named(command);
        return read(post("/browser/totp/submit", named, limitOf(named)), CommandResult.class);
    }

    /** The session's cookies and storage, for a later session of the same account. It is a secret. */
    public JsonNode storageState() {
        return json.valueToTree(execute(CommandDraft.of(CommandType.STORAGE_STATE).timeout(DEFAULT_COMMAND_LIMIT).build()).value());
    }

    /** Ends the session; one that is gone already is no error. */
    public void close() {
        try {
            send(request("/browser/session/close", DEFAULT_COMMAND_LIMIT).DELETE().build(), DEFAULT_COMMAND_LIMIT);
        } catch (SessionNotFoundException | SessionExpiredException e) {
            // what was asked for
        }
    }

    /** Whether the service would take a session now. Never throws: a service that gives no answer is {@code UNREACHABLE}. */
    public static Readiness ready(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/health/ready")).timeout(READY_LIMIT).GET().build();
        try {
            return readiness(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Readiness(Readiness.Status.UNREACHABLE, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness(Readiness.Status.UNREACHABLE, "interrupted");
        }
    }

    private static Readiness readiness(HttpResponse<String> answer) {
        try {
            JsonNode said = WireJson.mapper().readTree(answer.body());
            String detail = said.path("message").asText(null);
            return switch (said.path("status").asText()) {
                case "ready" -> new Readiness(answer.statusCode() == STATUS_OK ? Readiness.Status.READY : Readiness.Status.ERROR, detail);
                case "initializing" -> new Readiness(Readiness.Status.INITIALIZING, detail);
                default -> new Readiness(Readiness.Status.ERROR, detail == null ? "HTTP " + answer.statusCode() : detail);
            };
        } catch (JsonProcessingException e) {
            return new Readiness(Readiness.Status.ERROR, "HTTP " + answer.statusCode() + " without a JSON answer");
        }
    }

    private byte[] post(String path, Object body, Duration limit) {
        try {
            byte[] bytes = json.writeValueAsBytes(body);
            HttpRequest.Builder request = request(path, limit).header("Content-Type", "application/json");
            return send(request.POST(BodyPublishers.ofByteArray(bytes)).build(), limit);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be sent as JSON: " + body, e);
        }
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(limit.plus(ANSWER_ALLOWANCE))
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private byte[] send(HttpRequest request, Duration limit) {
        for (int attempt = 1; ; attempt++) {
            try {
                return answered(once(request, limit));
            } catch (IOException | TimeoutException e) {
                if (attempt == resending.attempts()) {
                    throw unreachable(request, attempt, e);
                }
            } catch (SessionBusyException e) {
                if (attempt == 1 || attempt == resending.attempts()) {
                    throw e; // else it is our own command, sent before, that is still under way
                }
            }
            pause(resending.waitAfter(attempt), request);
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request, Duration limit) throws IOException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer = HTTP.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.plus(ANSWER_ALLOWANCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        } finally {
            answer.cancel(true);
        }
    }

    private byte[] answered(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= STATUS_OK && status < STATUS_MULTIPLE_CHOICES) {
            return answer.body();
        }
        throw BrowserException.of(problem(answer));
    }

    private Problem problem(HttpResponse<byte[]> answer) {
        try {
            return json.readValue(answer.body(), Problem.class);
        } catch (IOException e) {
            return new Problem(null, "The browser service answered HTTP " + answer.statusCode(), answer.statusCode(),
                    "its answer is not a problem document", null, null, null, null, null);
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new BrowserUnreachableException("The answer of the browser service at " + service
                    + " is not a " + type.getSimpleName() + "; is it of the same release?", null);
        }
    }

    private static Duration limitOf(Command command) {
        return command.timeoutMs() == null ? DEFAULT_COMMAND_LIMIT : Duration.ofMillis(command.timeoutMs());
    }

    private void pause(Duration wait, HttpRequest request) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private BrowserUnreachableException unreachable(HttpRequest request, int attempts, Exception cause) {
        return new BrowserUnreachableException("The browser service at " + service + " gave no answer to "
                + request.method() + " " + request.uri().getPath() + ", sent " + attempts + " times ("
                + cause.getClass().getSimpleName() + "); look whether its process lives", cause);
    }

    private BrowserUnreachableException interrupted(HttpRequest request, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new BrowserUnreachableException("Interrupted while " + request.uri().getPath() + " of " + service
                + " was under way", cause);
    }

    @Override
    public String toString() {
        return "browser client of " + service;
    }
}
