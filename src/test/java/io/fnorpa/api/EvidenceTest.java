package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

@QuarkusTest
@WithTestResource(ApiServers.class)
class EvidenceTest {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xff};

    @Inject
    ApiCalls api;

    @Inject
    @Named("s3Client")
    S3Client s3;

    @ConfigProperty(name = "rpa.evidence.bucket", defaultValue = "rpa-evidence")
    String bucket;

    private long job;

    @BeforeEach
    void makeJobAndBucket() {
        job = api.submitLater(ApiCalls.newRef());
        try {
            s3.createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyOwnedByYouException e) {
            assertThat(e).isNotNull(); // an earlier test made it
        }
    }

    @Test
    void aPictureIsShownAsItWasTaken() throws Exception {
        String key = piece("20260301T120030120Z_service-status.png", "image/png", sha256(PICTURE));
        store(key, PICTURE);

        byte[] shown = api.viewer().get("/api/" + key).then().statusCode(200).contentType("image/png")
                .header("Content-Disposition", equalTo("inline")).header("X-Content-Type-Options", equalTo("nosniff"))
                .extract().asByteArray();
        assertThat(shown).isEqualTo(PICTURE);
        api.viewer().get("/api/jobs/" + job).then().body("evidence[0].key", equalTo(key))
                .body("evidence[0].content_type", equalTo("image/png")).body("evidence[0].attempt", equalTo(1));
    }

    @Test
    void aManifestIsShown() throws Exception {
        byte[] manifest = "{\"attempt\": 1}".getBytes(StandardCharsets.UTF_8);
        String key = piece("attempt-1/manifest.json", "application/json", sha256(manifest));
        store(key, manifest);

        api.viewer().get("/api/" + key).then().statusCode(200).contentType("application/json").body("attempt", equalTo(1));
    }

    @Test
    void aPageOfThePortalIsNotRun() throws Exception {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        String key = piece("20260301T120030121Z_page.html", "text/html", sha256(page));
        store(key, page);

        api.viewer().get("/api/" + key).then().statusCode(200).header("Content-Disposition", equalTo("attachment"))
                .header("Content-Security-Policy", containsString("sandbox"));
    }

    @Test
    void evidenceThatWasChangedIsNotShown() throws Exception {
        String key = piece("20260301T120030122Z_changed.png", "image/png", sha256(PICTURE));
        store(key, new byte[] {1, 2, 3});

        api.viewer().get("/api/" + key).then().statusCode(500).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:evidence-changed")).body("detail", containsString(sha256(PICTURE)));
    }

    @Test
    void evidenceThatIsNotInS3IsSaidToBeAway() throws Exception {
        String key = piece("20260301T120030123Z_spooled.png", "image/png", sha256(PICTURE));

        api.viewer().get("/api/" + key).then().statusCode(404).body("detail", containsString("waits in the spool still"));
    }

    @Test
    void onlyWhatAnEventNamesIsHandedOut() {
        String key = "evidence/" + job + "/20260301T120030124Z_nobodys.png";
        store(key, PICTURE);

        api.viewer().get("/api/" + key).then().statusCode(404).body("detail", containsString("No event of job " + job));
        api.viewer().urlEncodingEnabled(false).get("/api/evidence/" + job + "/..%2f..%2fsecret").then().statusCode(404);
    }

    private String piece(String name, String contentType, String sha256) {
        String key = "evidence/" + job + "/" + name;
        api.run("insert into job_event (job_id, seq, attempt, happened_at, kind, step, evidence_key, content_type, sha256, prev_hash, hash)"
                + " values (?, 900, 1, systimestamp, 'evidence', 'service status', ?, ?, ?, '-', '-')", job, key, contentType, sha256);
        return key;
    }

    private void store(String key, byte[] bytes) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
