package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.job.Outcome;
import io.fnorpa.parts.Parts;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.parts.RunningJobs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The routes of evidence.camel.yaml and events.camel.yaml on a real database and S3 server. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class EvidenceRoutesTest {

    private static final String FNO = """
            fno: octotel
            name: Octotel
            base-url: https://hub.octotel.example
            job-types: {validation: {}}
            """;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);

    @Inject
    ProducerTemplate routes;
    @Inject
    RunningJobs jobs;
    @Inject
    Spool spool;
    @Inject
    EvidenceStore store;
    @Inject
    S3Client s3;
    Parts parts;

    private RunningAttempt attempt;

    @BeforeEach
    void aJobOfItsOwn() {
        if (!parts.s3().isAlive()) {
            parts.s3().restart();
        }
        await().atMost(LONG_ENOUGH).ignoreExceptions().until(() -> {
            attempt = jobs.begin(FNO, Instant.now().plusSeconds(600));
            return true;
        });
    }

    @Test
    void evidenceIsInS3AsThePlanHasItAndInTheJobsEvents() throws Exception {
        EvidenceReceipt receipt = store("Service status");
        routes.requestBody("direct:await-evidence", attempt);

        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PICTURE));
        assertThat(receipt.sha256()).isEqualTo(hash);
        assertThat(receipt.key()).matches("evidence/" + attempt.getJobId() + "/\\d{8}T\\d{9}Z_service-status\\.png");
        ResponseBytes<GetObjectResponse> object = object(receipt.key());
        assertThat(object.asByteArray()).isEqualTo(PICTURE);
        assertThat(object.response().contentType()).isEqualTo("image/png");
        assertThat(object.response().serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(object.response().metadata()).containsEntry("job_id", String.valueOf(attempt.getJobId()))
                .containsEntry("step_name", "Service status").containsEntry("content_type", "image/png")
                .containsEntry("sha256", hash).containsKey("timestamp");
        assertThat(jobs.events(attempt)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("evidence");
            assertThat(event.evidenceKey()).isEqualTo(receipt.key());
            assertThat(event.sha256()).isEqualTo(hash);
        });
        assertThat(jobs.waitingReason(attempt)).isNull();
    }

    @Test
    void theBucketsRuleEndsEvidenceAfterTheDaysOfRetention() {
        store("first");
        routes.requestBody("direct:await-evidence", attempt);

        assertThat(s3.getBucketLifecycleConfiguration(request -> request.bucket(Parts.BUCKET)).rules()).singleElement()
                .satisfies(rule -> assertThat(rule.expiration().days()).isEqualTo(30));
    }

    @Test
    void whileS3IsAwayEvidenceWaitsAndTheJobSaysWhy() {
        parts.s3().kill9();
        Future<?> waiting;
        EvidenceReceipt receipt;
        try {
            receipt = store("while-away");
            assertThat(spool.holds(attempt)).isTrue();
            waiting = CompletableFuture.runAsync(() -> routes.requestBody("direct:await-evidence", attempt));
            await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(jobs.waitingReason(attempt))
                    .startsWith("evidence store unreachable since ").contains("Connect"));
            assertThat(waiting.isDone()).isFalse();
        } finally {
            parts.s3().restart();
        }
        await().atMost(LONG_ENOUGH).until(waiting::isDone);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
        assertThat(object(receipt.key()).asByteArray()).isEqualTo(PICTURE);
        assertThat(spool.holds(attempt)).isFalse();
        assertThat(store.absence()).isEmpty();
        assertThat(jobs.waitingReason(attempt)).isNull();
    }

    @Test
    void whatAFormerIncarnationLeftIsSent() {
        SpooledPiece left = new SpooledPiece(Spool.newId("20260101T000000000Z", attempt.getJobId(), 1),
                "evidence/" + attempt.getJobId() + "/left.png", "image/png", Sha256.of(PICTURE), attempt.getJobId(), 1, "left",
                Instant.parse("2026-01-01T00:00:00Z"));
        new SpoolFolder(spool.dir()).write(left, PICTURE);

        await().atMost(LONG_ENOUGH).until(() -> !spool.holds(attempt));
        assertThat(object(left.key()).asByteArray()).isEqualTo(PICTURE);
    }

    @Test
    void aDamagedPieceKeepsNoOtherWaitingAndItsAttemptIsNotSuccessful() throws Exception {
        RunningAttempt other = jobs.begin(FNO, Instant.now().plusSeconds(600));
        SpooledPiece forged = new SpooledPiece(Spool.newId("20260101T000000000Z", other.getJobId(), 1),
                "evidence/" + other.getJobId() + "/forged.png", "image/png", Sha256.of(PICTURE), other.getJobId(), 1, "forged",
                Instant.parse("2026-01-01T00:00:00Z"));
        new SpoolFolder(spool.dir()).write(forged, "forged".getBytes(StandardCharsets.UTF_8));
        EvidenceReceipt good = store("good");

        routes.requestBody("direct:await-evidence", attempt);
        assertThat(object(good.key()).asByteArray()).isEqualTo(PICTURE);
        assertThatThrownBy(() -> routes.requestBody("direct:await-evidence", other))
                .hasRootCauseInstanceOf(EvidenceNotStoredException.class).hasStackTraceContaining("was damaged in the spool");
        assertThatThrownBy(() -> object(forged.key())).isInstanceOf(NoSuchKeyException.class);
        Files.delete(spool.dir().resolve(forged.id() + ".damaged"));
    }

    @Test
    void theManifestClosesTheAttemptAndVerifiesFromS3Alone() throws Exception {
        EvidenceReceipt receipt = store("service-status");
        append("note", "looked good");
        attempt.setOutcome(Outcome.succeeded(Map.of("status", "Active")));

        routes.requestBody("direct:close-evidence", attempt);
        routes.requestBody("direct:await-evidence", attempt);

        byte[] bytes = object("evidence/" + attempt.getJobId() + "/attempt-1/manifest.json").asByteArray();
        JsonNode manifest = new ObjectMapper().readTree(bytes);
        assertThat(manifest.at("/outcome/verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(manifest.at("/outcome/result/status").asText()).isEqualTo("Active");
        assertThat(manifest.at("/flow_version").asText()).isEqualTo("v1");
        assertThat(manifest.at("/evidence")).hasSize(1);
        assertThat(manifest.at("/evidence/0/key").asText()).isEqualTo(receipt.key());
        assertThat(manifest.at("/evidence/0/sha256").asText()).isEqualTo(receipt.sha256());
        List<ChainedEvent> told = new ArrayList<>();
        for (JsonNode event : manifest.at("/events")) {
            told.add(new ObjectMapper().treeToValue(event, ChainedEvent.class));
        }
        assertThat(told).hasSize(2);
        assertThat(EventChain.firstFault(told)).isEmpty();
        assertThat(manifest.at("/head/hash").asText()).isEqualTo(told.get(1).hash());
        List<ChainedEvent> stored = jobs.events(attempt);
        assertThat(stored).hasSize(3).last().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("manifest");
            assertThat(event.sha256()).isEqualTo(Sha256.of(bytes));
            assertThat(event.prevHash()).isEqualTo(told.get(1).hash());
        });
    }

    @Test
    void eventsThatComeAtOnceFormOneChainAndAChangeIsFound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> appended = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String detail = i % 2 == 0 ? "Zeile " + i + " mit Umlaut: ü, 日本" : null;
                appended.add(threads.submit(() -> append("note", detail)));
            }
            for (Future<?> one : appended) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<ChainedEvent> events = jobs.events(attempt);
        assertThat(events).hasSize(40);
        assertThat(EventChain.firstFault(events)).isEmpty();

        jobs.execute("update job_event set detail = 'never happened' where seq = 17 and job_id = " + attempt.getJobId());
        assertThat(EventChain.firstFault(jobs.events(attempt))).hasValue("event 17 (note) was changed");
    }

    @Test
    void anEventOfAJobThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> routes.requestBody("direct:append-event", new JobEvent(999_999_999, 1, "note", null, "x")))
                .hasStackTraceContaining("999999999");
    }

    @Test
    void anAttemptWhoseJobIsAnothersWritesNeitherEventNorEvidence() {
        store("before");
        jobs.execute("update job set lease_token = 'anothers' where id = " + attempt.getJobId());
        attempt.setOutcome(Outcome.succeeded(Map.of()));

        assertThatThrownBy(() -> store("after")).hasRootCauseInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> routes.requestBody("direct:append-event-patiently", JobEvent.of(attempt, "note", null, "after")))
                .hasRootCauseInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> routes.requestBody("direct:close-evidence", attempt)).hasRootCauseInstanceOf(AttemptFencedException.class);

        assertThat(jobs.events(attempt)).extracting(ChainedEvent::step).containsExactly("before");
        assertThat(spool.due()).filteredOn(piece -> piece.jobId() == attempt.getJobId()).extracting(SpooledPiece::step)
                .doesNotContain("after", "manifest");
    }

    @Test
    void aMessageNeverShowsTheBytes() {
        assertThat(new EvidencePiece(attempt, "s", "image/png", PICTURE).toString()).isEqualTo(
                "s of job/" + attempt.getJobId() + "/attempt/1 (image/png, 9 bytes)");
    }

    private EvidenceReceipt store(String step) {
        return routes.requestBody("direct:store-evidence", new EvidencePiece(attempt, step, "image/png", PICTURE), EvidenceReceipt.class);
    }

    private void append(String kind, String detail) {
        routes.requestBody("direct:append-event", new JobEvent(attempt.getJobId(), 1, kind, null, detail));
    }

    private ResponseBytes<GetObjectResponse> object(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(Parts.BUCKET).key(key));
    }
}
