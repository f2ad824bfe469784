package io.fnorpa.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.worker.RemoteAttemptChannel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@link ChannelContract} from a worker, over HTTP; and what only such a channel can meet. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class RemoteChannelTest extends ChannelContract {

    @Inject
    RemoteRuns runs;

    @Override
    AttemptChannel channel(RunningAttempt running) {
        runs.open(running).at(URI.create("http://127.0.0.1:9"));
        return new RemoteAttemptChannel(running.getTicket());
    }

    @Override
    Ticket ticket(URI browser) {
        Secret session = tokens.session("browser-of-tests", attempt.getId(), "s-1", attempt.getDeadline());
        return new Ticket(attempt.getId(), browser, "s-1", session, tokens.attempt(attempt.getId(), attempt.getDeadline()),
                URI.create("http://localhost:" + RestAssured.port), attempt.getFlowVersion(), attempt.getDeadline());
    }

    @Override
    void end(RunningAttempt running) {
        runs.find(running.getId()).ifPresent(runs::forget);
    }

    @Test
    void aCallThatComesAgainIsDoneOnce() {
        assertThat(event(1, "first").statusCode()).isEqualTo(204);
        assertThat(event(1, "first").statusCode()).isEqualTo(204);
        assertThat(event(2, "second").statusCode()).isEqualTo(204);
        assertThat(event(1, "first").statusCode()).isEqualTo(400);

        assertThat(jobs.events(attempt)).extracting(ChainedEvent::detail).containsExactly("first", "second");
    }

    @Test
    void aRunThatIsOverLetsNoCallIn() {
        runs.find(attempt.getId()).orElseThrow().close(Duration.ofSeconds(1));

        assertThatThrownBy(() -> new RemoteAttemptChannel(attempt.getTicket()).step("late")).isInstanceOf(AttemptFencedException.class);
        assertThat(post("renewal", null, attempt.getTicket().attemptToken(), "").statusCode()).isEqualTo(409);
        assertThat(jobs.events(attempt)).isEmpty();
    }

    @Test
    void aCallThatIsInsideIsWaitedForBeforeTheRunIsOver() throws Exception {
        RemoteRun run = runs.find(attempt.getId()).orElseThrow();
        RemoteRun.RemoteCall call = run.enter(1);
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> run.close(Duration.ofSeconds(30)));

        Awaitility.await().until(() -> post("renewal", null, attempt.getTicket().attemptToken(), "").statusCode() == 409);
        assertThat(closed).isNotDone();
        call.end(new RemoteRun.CallAnswer(204, null, new byte[0]));

        assertThat(closed.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTokenOfTheSameAttemptThatIsNotTheTicketsIsOfOneThatWasGivenBack() {
        Secret before = tokens.attempt(attempt.getId(), attempt.getDeadline().minusSeconds(5));

        Response answer = post("step", "1", before, "{\"step\": \"late\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:fnorpa:problem:attempt-fenced");
    }

    @Test
    void aTokenOfAnotherAttemptIsForbidden() {
        Secret other = tokens.attempt(io.fnorpa.job.AttemptId.of(attempt.getJobId(), 2), attempt.getDeadline());

        assertThat(post("step", "1", other, "{\"step\": \"x\"}").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoCallIsRefused() {
        Secret token = attempt.getTicket().attemptToken();

        assertThat(post("step", "1", token, "no json").statusCode()).isEqualTo(400);
        assertThat(post("step", "2", token, "{\"stop\": 1}").statusCode()).isEqualTo(400);
        assertThat(post("step", null, token, "{\"step\": \"x\"}").statusCode()).isEqualTo(400);
        assertThat(post("nothing", "3", token, "{}").statusCode()).isEqualTo(404);
        assertThat(post("flows", "3", token, "{}").statusCode()).isEqualTo(405);
        assertThat(post("event", "3", token, "x".repeat(1_048_577)).statusCode()).isEqualTo(413);
        assertThat(RestAssured.given().header("Authorization", "Bearer " + token.reveal()).header("Attempt-Call", "3").contentType("text/plain").body("{}")
                .post("/attempts/" + attempt.getJobId() + "/1/event").statusCode()).isEqualTo(415);
    }

    /** It would be a parameter of a statement. */
    @Test
    void aHeaderFromOutsideNamesNoParameter() {
        RestAssured.given().header("Authorization", "Bearer " + attempt.getTicket().attemptToken().reveal()).header("Attempt-Call", "1")
                .header("reason", "injected").header("leaseToken", "injected").contentType("application/json").body("{\"step\": \"right\"}")
                .post("/attempts/" + attempt.getJobId() + "/1/step").then().statusCode(204);

        assertThat(jobs.row(attempt).get("LEASE_TOKEN")).isEqualTo(attempt.getLeaseToken());
        assertThat(jobs.waitingReason(attempt)).isNull();
    }

    private Response event(int number, String detail) {
        return post("event", String.valueOf(number), attempt.getTicket().attemptToken(), "{\"kind\": \"note\", \"detail\": \"" + detail + "\"}");
    }

    private Response post(String call, String number, Secret token, String body) {
        var request = RestAssured.given().header("Authorization", "Bearer " + token.reveal()).contentType("application/json").body(body);
        return (number == null ? request : request.header("Attempt-Call", number)).post("/attempts/" + attempt.getJobId() + "/" + attempt.getNumber() + "/" + call);
    }
}
