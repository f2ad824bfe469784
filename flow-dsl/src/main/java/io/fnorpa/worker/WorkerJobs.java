package io.fnorpa.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.fnorpa.job.AttemptId;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;
import io.fnorpa.ticket.WorkOrder;
import io.fnorpa.ticket.WorkReport;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The verbs of {@code routes/worker}: a job is taken, its report is asked for, it is stopped. Each wants a token of the
 * orchestrator for this very attempt (ES256, audience {@value TokenIssuer#WORKER_AUDIENCE}), whatever stood before the route.
 */
public final class WorkerJobs {

    /** Longest body of an order, in bytes: the API takes a job of 1 MiB. */
    public static final int LONGEST_ORDER = 2 * 1024 * 1024;
    /** A report that is asked for is waited for so long; then the orchestrator asks again. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final String JSON = "application/json";

    private final Worker worker;
    private final Function<Message, List<String>> authorization;
    private final TokenVerifier verifier;

    /** With {@code Authorization} as the message's header has it. */
    public WorkerJobs(Worker worker, Path publicKeys) {
        this(worker, publicKeys, WorkerJobs::header);
    }

    /**
     * @param publicKeys    file with the platform's public keys, a JSON Web Key Set; read again when it changes
     * @param authorization values of {@code Authorization} that a message came with, where what stands before the route keeps them from it
     */
    public WorkerJobs(Worker worker, Path publicKeys, Function<Message, List<String>> authorization) {
        this.worker = worker;
        this.authorization = authorization;
        this.verifier = new TokenVerifier(publicKeys, TokenIssuer.WORKER_AUDIENCE, TokenIssuer.LONGEST_SESSION, Clock.systemUTC());
    }

    /** {@code POST /worker/jobs}: 202, or 503 where there is no room. */
    public void take(Exchange exchange) {
        answer(exchange, subject -> {
            WorkOrder order = order(exchange.getMessage());
            requireSubject(subject, order.attempt());
            switch (worker.take(order)) {
                case TAKEN, KNOWN -> send(exchange, ACCEPTED, JSON, new byte[0]);
                case FULL -> throw refusal(ReportProblemKind.WORKER_FULL, worker.places() + " attempts run here, as many as may (rpa.worker.max-jobs)");
                case DRAINING -> throw refusal(ReportProblemKind.WORKER_DRAINING, "It ends when what runs has ended");
            }
        });
    }

    /** Whether the order that came with a message was taken. */
    static boolean isTaken(Exchange exchange) {
        return Integer.valueOf(ACCEPTED).equals(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
    }

    /** {@code GET /worker/jobs/<job>/<attempt>}: 200 with the report, 204 if there is none within {@link #LONGEST_WAIT}, 404. */
    public void report(Exchange exchange) {
        answer(exchange, subject -> {
            WorkerRun run = run(exchange, subject);
            Optional<WorkReport> report = await(run);
            if (report.isEmpty()) {
                send(exchange, NO_CONTENT, null, new byte[0]);
            } else {
                send(exchange, OK, JSON, json(report.get()));
                run.wasTaken();
            }
        });
    }

    /** {@code POST /worker/jobs/<job>/<attempt>/stop}: 204; its report says that it was stopped. */
    public void stop(Exchange exchange) {
        answer(exchange, subject -> {
            WorkerRun run = run(exchange, subject);
            run.stop("the orchestrator has stopped it");
            run.wasTaken();
            send(exchange, NO_CONTENT, null, new byte[0]);
        });
    }

    private interface Verb {
        void with(String subject);
    }

    private void answer(Exchange exchange, Verb verb) {
        try {
            verb.with(verifier.verify(authorization.apply(exchange.getMessage())).subject());
        } catch (TokenRefusedException e) {
            problem(exchange, ReportProblem.of(ReportProblemKind.UNAUTHORIZED, e.getMessage()));
            exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
        } catch (RefusedException e) {
            problem(exchange, e.problem);
        }
    }

    private static List<String> header(Message message) {
        Object values = message.getHeader("Authorization");
        return values == null ? List.of() : values instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(values.toString());
    }

    private static WorkOrder order(Message message) {
        byte[] body = message.getBody(byte[].class);
        if (body == null || body.length == 0) {
            throw refusal(ReportProblemKind.INVALID_REQUEST, "The body is empty; send an order as JSON");
        }
        if (body.length > LONGEST_ORDER) {
            throw refusal(ReportProblemKind.TOO_LARGE, "An order may have " + LONGEST_ORDER + " bytes at the most");
        }
        try {
            WorkOrder order = WireJson.mapper().readValue(body, WorkOrder.class);
            if (!SCHEMES.contains(String.valueOf(order.ticket().orchestrator().getScheme())) || order.ticket().orchestrator().getHost() == null) {
                throw refusal(ReportProblemKind.INVALID_REQUEST, "ticket.orchestrator is no http address");
            }
            return order;
        } catch (IOException e) {
            throw refusal(ReportProblemKind.INVALID_REQUEST, "The body is no order; are orchestrator and worker of the same release?");
        }
    }

    private WorkerRun run(Exchange exchange, String subject) {
        AttemptId attempt;
        try {
            attempt = AttemptId.parse("job/" + exchange.getMessage().getHeader("job") + "/attempt/" + exchange.getMessage().getHeader("attempt"));
        } catch (IllegalArgumentException e) {
            throw refusal(ReportProblemKind.NOT_FOUND, "There is no such attempt");
        }
        requireSubject(subject, attempt);
        return worker.find(attempt).orElseThrow(() -> refusal(ReportProblemKind.NOT_FOUND, attempt + " is not known here: it never began, or this worker was started anew"));
    }

    private static void requireSubject(String subject, AttemptId attempt) {
        if (!attempt.toString().equals(subject)) {
            throw refusal(ReportProblemKind.FORBIDDEN, "The token is for another attempt");
        }
    }

    private static Optional<WorkReport> await(WorkerRun run) {
        try {
            return run.await(LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void problem(Exchange exchange, ReportProblem problem) {
        send(exchange, problem.status(), Problem.MEDIA_TYPE, json(problem));
    }

    private static byte[] json(Object value) {
        try {
            return WireJson.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " cannot be written as JSON");
        }
    }

    /** Nothing that came with the request goes out again. */
    private static void send(Exchange exchange, int status, String mediaType, byte[] body) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader("Cache-Control", "no-store");
        if (mediaType != null) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, mediaType);
        }
        exchange.getMessage().setBody(body);
    }

    private static RefusedException refusal(ReportProblemKind kind, String detail) {
        return new RefusedException(ReportProblem.of(kind, detail));
    }

    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ReportProblem problem;

        RefusedException(ReportProblem problem) {
            super(problem.detail());
            this.problem = problem;
        }
    }
}
