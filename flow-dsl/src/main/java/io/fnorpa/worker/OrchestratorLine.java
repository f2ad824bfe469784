package io.fnorpa.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.http.HttpClients;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one attempt to the orchestrator that holds it, under the attempt's token. Each has a number; one whose
 * connection broke is sent again with the same, so that the orchestrator does it once and answers as before. Broken
 * connections are borne until the attempt is stopped.
 */
final class OrchestratorLine {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorLine.class);
    /** Header with a call's number. */
    static final String CALL = "Attempt-Call";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final HttpClient client;
    private final URI base;
    private final Secret token;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile String stopped;

    OrchestratorLine(Ticket ticket) {
        this.client = HttpClients.of(ticket.orchestrator());
        this.base = URI.create(ticket.orchestrator().toString().replaceAll("/*(#.*)?$", "") + "/attempts/" + ticket.attempt().job() + "/"
                + ticket.attempt().number() + "/");
        this.token = ticket.attemptToken();
    }

    /** Every later call, and the one that is being sent again, ends with an {@link AttemptFencedException}. */
    void stop(String why) {
        stopped = why;
    }

    /**
     * @param limit  an answer is awaited for so long each time
     * @param answer type of the answer; {@code Void} where none is expected
     */
    <T> T post(String path, Object body, Duration limit, Class<T> answer) {
        return read(send(request(path, limit).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(json(body)))), answer);
    }

    <T> T post(String path, byte[] body, Duration limit, Class<T> answer) {
        return read(send(request(path, limit).header("Content-Type", "application/octet-stream").POST(BodyPublishers.ofByteArray(body))), answer);
    }

    <T> T get(String path, Duration limit, Class<T> answer) {
        return read(send(request(path, limit).GET()), answer);
    }

    /** Once, and with no number: the caller comes again anyway. */
    void renew(Duration limit) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request("renewal", limit).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= OK && answer.statusCode() < MULTIPLE_CHOICES) {
            return;
        }
        RuntimeException problem = ChannelFailures.of(answer.statusCode(), answer.body(), base);
        if (problem instanceof AttemptFencedException) {
            throw problem;
        }
        throw new IOException(problem.getMessage());
    }

    static String query(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(limit)
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private byte[] send(HttpRequest.Builder builder) {
        HttpRequest request = builder.header(CALL, String.valueOf(calls.incrementAndGet())).build();
        while (true) {
            requireOurs();
            try {
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() >= OK && answer.statusCode() < MULTIPLE_CHOICES) {
                    return answer.body();
                }
                throw ChannelFailures.of(answer.statusCode(), answer.body(), base);
            } catch (IOException e) {
                if (e instanceof SSLException && warned.compareAndSet(false, true)) {
                    LOG.warn("{} cannot be spoken to over TLS, and is tried again and again: {}", base, e.getMessage());
                }
                pause(); // it may not have come through, or its answer has not: the number tells
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        requireOurs();
        return new AttemptFencedException("The flow was told to end while it spoke to the orchestrator");
    }

    private void requireOurs() {
        if (stopped != null) {
            throw new AttemptFencedException(stopped);
        }
    }

    private static byte[] json(Object body) {
        try {
            return WireJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be sent as JSON: a " + body.getClass().getSimpleName());
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        if (type == Void.class) {
            return null;
        }
        try {
            return WireJson.mapper().readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException("The answer of the orchestrator at " + base + " is not a " + type.getSimpleName() + "; is it of the same release?");
        }
    }
}
