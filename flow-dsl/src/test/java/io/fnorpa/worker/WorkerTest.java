package io.fnorpa.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.FlowFiles;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.ticket.WorkOrder;
import io.fnorpa.ticket.WorkReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker, from the order that it takes to the report that it gives, over real HTTP. */
class WorkerTest {

    /** The worker ends its flow some time before the silence has lasted so long; a busy machine must be able to do that. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(12);
    private static final String NOTES = """
            - route:
                id: demo-validation
                description: Of the tests
                from:
                  uri: direct:demo-validation
                  steps:
                    - to: { uri: "job:note", parameters: { message: first } }
                    - to: { uri: "job:note", parameters: { message: second } }
                    - to: { uri: "job:result", parameters: { name: seen, value: "${variable.job[parameters][service]}" } }
            """;
    /** It hangs in the browser, which takes the connection and gives no answer. */
    private static final String STUCK = """
            - route:
                id: demo-validation
                description: Of the tests
                from:
                  uri: direct:demo-validation
                  steps:
                    - to: { uri: "job:note", parameters: { message: first } }
                    - to: { uri: "browser:navigate", parameters: { url: / } }
                    - to: { uri: "job:note", parameters: { message: never } }
            """;

    @TempDir
    Path folder;

    private ServerSocket deafBrowser;
    private AttemptServer orchestrator;
    private Worker worker;

    @BeforeEach
    void begin() throws IOException {
        deafBrowser = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        worker = new Worker(1);
    }

    @AfterEach
    void end() throws IOException {
        worker.close();
        if (orchestrator != null) {
            orchestrator.close();
        }
        deafBrowser.close();
    }

    @Test
    void itRunsTheFlowAndReportsUnderTheAttemptsToken() throws Exception {
        WorkOrder order = order(1, NOTES);

        assertThat(worker.take(order)).isEqualTo(Worker.Answer.TAKEN);
        WorkReport report = report(order);

        assertThat(report.outcome().verdict()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(report.outcome().result()).isEqualTo(Map.of("seen", "S-1"));
        assertThat(orchestrator.calls).extracting(AttemptServer.Call::path).allMatch(path -> path.startsWith("/attempts/7/1/"));
        assertThat(orchestrator.calls).extracting(AttemptServer.Call::authorization).containsOnly("Bearer attempt-token");
        assertThat(orchestrator.calls.stream().filter(call -> call.number() != null).map(call -> call.path().replaceAll(".*/", "") + " " + call.number()))
                .containsExactly("flows 1", "event 2", "event 3");
        assertThat(orchestrator.count("/renewal")).isPositive();
    }

    @Test
    void aVersionIsFetchedOnce() throws Exception {
        WorkOrder one = order(1, NOTES);
        worker.take(one);
        report(one);
        WorkOrder two = orderOf(AttemptId.of(8, 1), one.ticket().flowVersion());

        worker.take(two);

        assertThat(report(two).outcome().verdict()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(orchestrator.count("/flows")).isEqualTo(1);
    }

    @Test
    void filesThatAreNotTheVersionThatTheTicketNamesAreNotRun() throws Exception {
        FlowFiles files = files(NOTES);
        orchestrator = new AttemptServer(new FlowFiles(files.fno(), "ffffffffffff", files.files()));
        WorkOrder order = orderOf(AttemptId.of(7, 1), "ffffffffffff");

        worker.take(order);
        WorkReport report = report(order);

        assertThat(report.outcome().verdict()).isEqualTo(Verdict.RETRY);
        assertThat(report.outcome().fault()).isEqualTo(Fault.PLATFORM);
        assertThat(report.outcome().code()).isEqualTo("flows-refused");
        assertThat(report.outcome().message()).contains(files.version(), "ffffffffffff");
        assertThat(orchestrator.count("/event")).isZero();
    }

    @Test
    void aCallWhoseAnswerIsLostIsSentAgainUnderItsNumber() throws Exception {
        WorkOrder order = order(1, NOTES);
        orchestrator.answersToDrop = 2;

        worker.take(order);

        assertThat(report(order).outcome().verdict()).isEqualTo(Verdict.SUCCEEDED);
        List<String> numbers = orchestrator.calls.stream().filter(call -> call.path().endsWith("/event")).map(AttemptServer.Call::number).toList();
        assertThat(numbers).containsExactly("2", "2", "2", "3");
    }

    @Test
    void itSaysThatItIsFullAndThatItKnowsTheOrder() throws Exception {
        WorkOrder order = order(1, STUCK);

        assertThat(worker.take(order)).isEqualTo(Worker.Answer.TAKEN);
        assertThat(worker.take(order)).isEqualTo(Worker.Answer.KNOWN);
        assertThat(worker.take(orderOf(AttemptId.of(8, 1), order.ticket().flowVersion()))).isEqualTo(Worker.Answer.FULL);
        assertThat(worker.running()).isEqualTo(1);
    }

    @Test
    void aFlowThatHangsInTheBrowserIsInterruptedWhenTheAttemptIsFenced() throws Exception {
        WorkOrder order = order(1, STUCK);
        worker.take(order);
        Awaitility.await().until(() -> orchestrator.count("/event") == 1);

        orchestrator.fenced = true;
        WorkReport report = report(order);

        assertThat(report.outcome()).isNull();
        assertThat(report.stopped()).isEqualTo("it was taken over");
        assertThat(orchestrator.count("/event")).as("nothing was told after").isEqualTo(1);
    }

    @Test
    void aFlowEndsWhenItsOrchestratorIsGoneBeforeAnotherMayTakeTheJobOver() throws Exception {
        WorkOrder order = order(1, STUCK);
        worker.take(order);
        Awaitility.await().until(() -> orchestrator.count("/event") == 1);
        long gone = System.nanoTime();

        orchestrator.silent = true;
        WorkReport report = report(order);

        assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(SILENCE);
        assertThat(report.stopped()).contains("has taken no renewal for");
    }

    @Test
    void onceItDrainsItTakesNothingAndEndsWhenTheReportWasFetched() throws Exception {
        WorkOrder order = order(1, STUCK);
        worker.take(order);

        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> worker.drain(Duration.ofSeconds(60)));
        Awaitility.await().until(worker::isDraining);
        assertThat(worker.take(orderOf(AttemptId.of(8, 1), order.ticket().flowVersion()))).isEqualTo(Worker.Answer.DRAINING);
        orchestrator.fenced = true;
        report(order);
        assertThat(drained).isNotDone();
        worker.find(order.attempt()).orElseThrow().wasTaken();

        drained.get(5, TimeUnit.SECONDS);
    }

    @Test
    void whatIsStillUnderWayAtTheEndOfDrainingIsStopped() throws Exception {
        WorkOrder order = order(1, STUCK);
        worker.take(order);

        CompletableFuture.runAsync(() -> worker.drain(Duration.ofMillis(200)));

        assertThat(report(order).stopped()).isEqualTo("the worker ends");
    }

    @Test
    void ofManyVersionsTheOldestIsLetGo() throws Exception {
        WorkOrder first = order(1, NOTES);
        HashSet<String> versions = new HashSet<>();
        try (FetchedFlows flows = new FetchedFlows()) {
            flows.get("demo", first.ticket().flowVersion(), () -> files(NOTES));
            for (int n = 0; n < FetchedFlows.MOST; n++) {
                FlowFiles next = files(NOTES.replace("second", "second " + n));
                versions.add(flows.get("demo", next.version(), () -> next).version());
            }
            boolean[] asked = new boolean[1];
            flows.get("demo", first.ticket().flowVersion(), () -> {
                asked[0] = true;
                return files(NOTES);
            });
            assertThat(asked[0]).isTrue();
            assertThat(versions).hasSize(FetchedFlows.MOST);
        }
    }

    private WorkOrder order(int attempt, String route) throws IOException {
        FlowFiles files = files(route);
        orchestrator = new AttemptServer(files);
        return orderOf(AttemptId.of(7, attempt), files.version());
    }

    private WorkOrder orderOf(AttemptId attempt, String version) {
        Job job = new Job(attempt, null, "demo", "validation", Map.of("service", "S-1"));
        Ticket ticket = new Ticket(attempt, URI.create("http://127.0.0.1:" + deafBrowser.getLocalPort()), "s-1", Secret.of("session-token"),
                Secret.of("attempt-token"), orchestrator.address(), version, Instant.now().plusSeconds(120));
        return new WorkOrder(job, ticket, false, Duration.ofSeconds(30), HEARTBEAT, SILENCE);
    }

    private FlowFiles files(String route) {
        try {
            Path demo = Files.createDirectories(folder.resolve("fno-flows/demo"));
            Files.writeString(demo.resolve("fno.yaml"), """
                    fno: demo
                    name: Demo
                    base-url: https://portal.example
                    job-types:
                      validation:
                        parameters:
                          service: { type: string }
                    """);
            Files.writeString(demo.resolve("validation.camel.yaml"), route);
            try (FlowLibrary library = FlowLibrary.load(folder.resolve("fno-flows"))) {
                assertThat(library.refused()).isEmpty();
                return library.of("demo").orElseThrow().files();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorkReport report(WorkOrder order) throws Exception {
        return worker.find(order.attempt()).orElseThrow().report().get(30, TimeUnit.SECONDS);
    }
}
