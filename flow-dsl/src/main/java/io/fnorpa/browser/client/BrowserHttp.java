package io.fnorpa.browser.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.fnorpa.http.HttpClients;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Requests to one browser service. One whose connection broke, or whose answer did not come in time, is sent again as it
 * was, {@link Resending} says how often; what it asks for is done once, because it carries its command's id.
 */
final class BrowserHttp {

    private static final Duration ANSWER_ALLOWANCE = Duration.ofSeconds(5);
    private static final int STATUS_OK = 200;
    private static final int STATUS_MULTIPLE_CHOICES = 300;
    private static final int STATUS_SERVER_ERROR = 500;

    private final URI service;
    private final HttpClient client;
    private final Secret token;
    private final CompletableFuture<String> lost;
    private final ObjectMapper json = WireJson.mapper();

    /** @param lost completes with the reason when the service is gone for good; no answer is awaited then */
    BrowserHttp(URI service, Secret token, CompletableFuture<String> lost) {
        this.service = service;
        this.client = HttpClients.of(service);
        this.token = token;
        this.lost = lost;
    }

    /**
     * @param limit what it asks for may take so long; the answer is awaited for 5 s more
     * @throws BrowserException        the service answered with a problem
     * @throws BrowserServiceException it gave no usable answer
     */
    <T> T post(String path, Object body, Duration limit, Resending resending, Class<T> type) {
        HttpRequest request = request(path, limit).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes(body))).build();
        return read(send(request, limit, resending), type);
    }

    /** Answers what came, which is nothing. */
    byte[] delete(String path, Duration limit, Resending resending) {
        return send(request(path, limit).DELETE().build(), limit, resending);
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(limit.plus(ANSWER_ALLOWANCE))
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            // neither the body nor Jackson's words about it: a code may be in them
            throw new IllegalArgumentException("This cannot be sent as JSON: a " + body.getClass().getSimpleName());
        }
    }

    private byte[] send(HttpRequest request, Duration limit, Resending resending) {
        for (int attempt = 1; ; attempt++) {
            if (lost.isDone()) {
                throw new BrowserServiceConnectionException(lost.join(), null);
            }
            try {
                return answered(once(request, limit));
            } catch (IOException | TimeoutException e) {
                if (lost.isDone()) {
                    throw new BrowserServiceConnectionException(lost.join(), e);
                }
                if (attempt == resending.attempts()) {
                    throw unanswered(request, attempt, e);
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
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        CompletableFuture<HttpResponse<byte[]>> gone = lost.thenCompose(why -> CompletableFuture.failedFuture(new IOException(why)));
        try {
            return answer.applyToEither(gone, Function.identity()).get(limit.plus(ANSWER_ALLOWANCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        } finally {
            answer.cancel(true);
            gone.cancel(true); // else each call would be kept until the use is
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
            String what = "The browser service answered HTTP " + answer.statusCode();
            if (answer.statusCode() >= STATUS_SERVER_ERROR) {
                throw new BrowserServiceAnswerException(what + " without a problem document, from " + service);
            }
            return new Problem(null, what, answer.statusCode(), "its answer is not a problem document", null, null, null, null, null);
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new BrowserServiceAnswerException("The answer of the browser service at " + service + " is not a "
                    + type.getSimpleName() + "; is it of the same release?");
        }
    }

    private void pause(Duration wait, HttpRequest request) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private BrowserServiceException unanswered(HttpRequest request, int attempts, Exception cause) {
        String what = "The browser service at " + service + " gave no answer to " + request.method() + " " + request.uri().getPath()
                + ", sent " + attempts + (attempts == 1 ? " time (" : " times (") + words(cause) + "); look whether its process lives";
        boolean late = cause instanceof TimeoutException
                || cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
        return late ? new BrowserServiceTimeoutException(what, cause) : new BrowserServiceConnectionException(what, cause);
    }

    /** What is wrong with a certificate must be read to be mended. */
    private static String words(Exception cause) {
        return cause.getClass().getSimpleName() + (cause instanceof SSLException ? ": " + cause.getMessage() : "");
    }

    private BrowserCallInterruptedException interrupted(HttpRequest request, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new BrowserCallInterruptedException("Interrupted while " + request.uri().getPath() + " of " + service + " was under way", cause);
    }
}
