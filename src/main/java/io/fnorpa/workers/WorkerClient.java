package io.fnorpa.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.WireJson;
import io.fnorpa.http.HttpClients;
import io.fnorpa.job.AttemptId;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.WorkOrder;
import io.fnorpa.ticket.WorkReport;
import io.fnorpa.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;

/** Calls to workers, each under a token for the attempt that it is about. */
@ApplicationScoped
public class WorkerClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration OFFER_LIMIT = Duration.ofSeconds(10);
    /** A worker answers after 20 s at the latest, if only that there is no report yet. */
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(30);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final TokenIssuer tokens;
    private final Clock clock;

    WorkerClient(TokenIssuer tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * What a worker said to an order.
     *
     * @param why for the operator; null where it was taken
     */
    record Offer(Kind kind, String why) {

        enum Kind {
            TAKEN,
            /** It says so itself; also one that is ending. */
            FULL,
            /** Nothing came to it. */
            UNREACHABLE,
            /** It does not take our orders at all: another release, another key. */
            REFUSED,
            /** It may have taken it: its answer did not come. */
            UNKNOWN
        }
    }

    Offer offer(URI worker, WorkOrder order) throws InterruptedException {
        HttpRequest request = request(worker.resolve("/worker/jobs"), order.attempt(), OFFER_LIMIT)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(json(order))).build();
        try {
            HttpResponse<byte[]> answer = HttpClients.of(worker, CONNECT_LIMIT).send(request, BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case ACCEPTED -> new Offer(Offer.Kind.TAKEN, null);
                case UNAVAILABLE -> new Offer(Offer.Kind.FULL, worker + " is full");
                default -> new Offer(Offer.Kind.REFUSED, worker + " refused the job: " + problem(answer));
            };
        } catch (SSLHandshakeException e) {
            return new Offer(Offer.Kind.REFUSED, worker + " is not who it should be: " + e.getMessage());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Offer(Offer.Kind.UNREACHABLE, worker + " cannot be reached");
        } catch (IOException e) {
            return new Offer(Offer.Kind.UNKNOWN, worker + " gave no answer: " + e.getClass().getSimpleName());
        }
    }

    /** Asks for the report of an attempt that it cannot know yet. @return why it would take no order; empty if it is there, full or not */
    Optional<String> whyAway(URI worker, AttemptId attempt) throws InterruptedException {
        HttpRequest request = request(at(worker, attempt), attempt, OFFER_LIMIT).GET().build();
        try {
            HttpResponse<byte[]> answer = HttpClients.of(worker, CONNECT_LIMIT).send(request, BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case OK, NO_CONTENT, NOT_FOUND -> Optional.empty();
                default -> Optional.of(worker + " refuses jobs: " + problem(answer));
            };
        } catch (SSLHandshakeException e) {
            return Optional.of(worker + " is not who it should be: " + e.getMessage());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Optional.of(worker + " cannot be reached");
        } catch (IOException e) {
            return Optional.of(worker + " gave no answer: " + e.getClass().getSimpleName());
        }
    }

    /**
     * What a worker said when it was asked for a report.
     *
     * @param report null while there is none
     */
    record Reported(Kind kind, WorkReport report) {

        enum Kind {
            /** The report is there. */
            DONE,
            /** It works on. */
            NOT_YET,
            /** It knows nothing of the attempt. */
            UNKNOWN,
            /** Nobody listens at its address. */
            REFUSED,
            /** No answer, or none that can be understood. */
            NOTHING
        }
    }

    CompletableFuture<Reported> report(URI worker, AttemptId attempt) {
        HttpRequest request = request(at(worker, attempt), attempt, REPORT_LIMIT).GET().build();
        return HttpClients.of(worker, CONNECT_LIMIT).sendAsync(request, BodyHandlers.ofByteArray()).thenApply(WorkerClient::read).exceptionally(WorkerClient::failed);
    }

    private static Reported read(HttpResponse<byte[]> answer) {
        try {
            return switch (answer.statusCode()) {
                case OK -> new Reported(Reported.Kind.DONE, WireJson.mapper().readValue(answer.body(), WorkReport.class));
                case NO_CONTENT -> new Reported(Reported.Kind.NOT_YET, null);
                case NOT_FOUND -> new Reported(Reported.Kind.UNKNOWN, null);
                default -> new Reported(Reported.Kind.NOTHING, null);
            };
        } catch (IOException e) {
            return new Reported(Reported.Kind.NOTHING, null);
        }
    }

    private static Reported failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean refused = cause instanceof ConnectException && !(cause instanceof HttpConnectTimeoutException);
        return new Reported(refused ? Reported.Kind.REFUSED : Reported.Kind.NOTHING, null);
    }

    /** Nobody waits for it: what does not come through is seen by the worker when its calls are not let in. */
    void stop(URI worker, AttemptId attempt) {
        HttpClients.of(worker, CONNECT_LIMIT).sendAsync(request(worker.resolve(at(worker, attempt).getPath() + "/stop"), attempt, OFFER_LIMIT).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(URI address, AttemptId attempt, Duration limit) {
        return HttpRequest.newBuilder(address).timeout(limit)
                .header("Authorization", "Bearer " + tokens.worker(attempt, clock.instant().plus(TOKEN_LIFE)).reveal());
    }

    private static URI at(URI worker, AttemptId attempt) {
        return worker.resolve("/worker/jobs/" + attempt.job() + "/" + attempt.number());
    }

    private static String problem(HttpResponse<byte[]> answer) {
        try {
            ReportProblem problem = WireJson.mapper().readValue(answer.body(), ReportProblem.class);
            return "HTTP " + answer.statusCode() + ", " + problem.title() + (problem.detail() == null ? "" : ": " + problem.detail());
        } catch (IOException e) {
            return "HTTP " + answer.statusCode();
        }
    }

    private static byte[] json(WorkOrder order) {
        try {
            return WireJson.mapper().writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The " + order + " cannot be written as JSON");
        }
    }
}
