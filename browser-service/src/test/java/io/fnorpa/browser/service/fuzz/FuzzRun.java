package io.fnorpa.browser.service.fuzz;

import io.fnorpa.browser.service.AnyClient;
import io.fnorpa.browser.service.ApiContract;
import io.fnorpa.browser.service.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Sends generated requests from several threads and notes what is not as it should be. */
final class FuzzRun {

    private static final int THREADS = 3;
    private static final int MOST_FAULTS = 20;
    /** Beyond the longest limit of a command, the time for it to be killed, and a slow machine's pauses. */
    private static final Duration A_HANG = Duration.ofSeconds(90);
    /** Counted among the answers: connections that were closed before an answer came. */
    static final String SENT_AGAIN = "sent again";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;
    private static final Pattern KIND = Pattern.compile("urn:fnorpa:problem:([a-z-]+)");
    /** By design: what the portal did. Nothing in these requests ends a browser. */
    private static final Set<String> SERVER_ERRORS = Set.of("timeout", "portal-unreachable", "portal-error", "capacity");

    private final URI service;
    private final FuzzRequests requests;
    private final Map<String, Integer> answers = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    FuzzRun(URI service, FuzzRequests requests) {
        this.service = service;
        this.requests = requests;
    }

    /** How often each status and kind of problem was answered. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** What was not as it should be; the run ends at {@value #MOST_FAULTS}. */
    List<String> faults() {
        return faults;
    }

    void send(int from, int to) {
        AtomicInteger next = new AtomicInteger(from);
        CompletableFuture.allOf(IntStream.range(0, THREADS).mapToObj(thread -> CompletableFuture.runAsync(() -> {
            for (int n = next.getAndIncrement(); n < to && faults.size() < MOST_FAULTS; n = next.getAndIncrement()) {
                send(n);
            }
        }, task -> new Thread(task, "fuzz-" + thread).start())).toArray(CompletableFuture[]::new)).join();
    }

    private void send(int n) {
        FuzzRequest request = requests.number(n);
        if (request.opens()) {
            synchronized (this) { // there is room for one
                send(n, request);
            }
        } else {
            send(n, request);
        }
    }

    private void send(int n, FuzzRequest request) {
        try {
            HttpResponse<byte[]> answer = answerTo(request);
            String type = answer.headers().firstValue("content-type").orElse("");
            Caller.CONTRACT.check(new ApiContract.Call(request.method(), answer.request().uri(), request.body() == null ? new byte[0] : request.body(),
                    answer.statusCode(), type, answer.body()));
            note(n, request, answer);
            if (request.opens() && answer.statusCode() == OK) {
                close(n, request);
            }
        } catch (IOException | IllegalArgumentException | AssertionError e) {
            faults.add("request " + n + ": " + e + "\n" + request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> answerTo(FuzzRequest request) throws IOException, InterruptedException {
        return AnyClient.send(http(request), () -> answers.merge(SENT_AGAIN, 1, Integer::sum));
    }

    private void close(int n, FuzzRequest opened) throws IOException, InterruptedException {
        FuzzRequest close = new FuzzRequest("DELETE", "/browser/session/close", opened.authorization(), List.of(), null, false);
        int status = AnyClient.send(http(close)).statusCode();
        if (status != NO_CONTENT) {
            faults.add("request " + n + " opened a session that could not be closed: " + status + "\n" + opened);
        }
        answers.merge("sessions opened and closed", 1, Integer::sum);
    }

    private HttpRequest http(FuzzRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(service.resolve(request.pathAndQuery())).timeout(A_HANG)
                .method(request.method(), request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body()));
        request.authorization().forEach(value -> builder.header("Authorization", value));
        request.headers().forEach(header -> builder.header(header.getKey(), header.getValue()));
        return builder.build();
    }

    /** That the browser took longer to open a page than a command may take: here that is 2 s, which a slow machine may need. */
    private static boolean isSlowMachine(HttpResponse<byte[]> answer) {
        return answer.statusCode() == UNAVAILABLE && answer.request().uri().getPath().equals("/health/browser")
                && new String(answer.body(), StandardCharsets.UTF_8).contains("No page could be opened within 2 s");
    }

    private void note(int n, FuzzRequest request, HttpResponse<byte[]> answer) {
        Matcher kind = KIND.matcher(answer.headers().firstValue("content-type").orElse("").contains("problem") ? new String(answer.body(), StandardCharsets.UTF_8) : "");
        String problem = kind.find() ? kind.group(1) : "";
        answers.merge(answer.statusCode() + " " + problem, 1, Integer::sum);
        if (answer.statusCode() >= 500 && !SERVER_ERRORS.contains(problem) && !isSlowMachine(answer)) {
            faults.add("request " + n + ": " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8) + "\n" + request);
        }
        if (answer.headers().firstValue("x-injected").isPresent()) {
            faults.add("request " + n + " wrote a header of its own into the answer\n" + request);
        }
    }
}
