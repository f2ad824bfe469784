package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final byte[] BYTES = "picture".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;
    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(dir.resolve("spool"));
    }

    @Test
    void aNewIncarnationFindsWhatTheFormerKept() throws IOException {
        SpooledPiece piece = keep("20260301T120000001Z", 42, 1);

        Spool next = new Spool(dir.resolve("spool"));

        assertThat(next.due()).containsExactly(piece);
        assertThat(next.file(piece)).hasBinaryContent(BYTES);
        assertThat(next.waiting()).isEqualTo(1);
    }

    @Test
    void aDeliveredPieceLeavesNothingBehind() throws IOException {
        SpooledPiece piece = keep("20260301T120000001Z", 42, 1);
        assertThat(spool.take(piece)).isTrue();

        spool.delivered(piece);

        assertThat(spool.due()).isEmpty();
        assertThat(spool.take(piece)).as("it is not sent again").isFalse();
        try (Stream<Path> files = Files.list(spool.dir())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void onlyOneTakesAPiece() {
        SpooledPiece piece = keep("20260301T120000001Z", 42, 1);

        assertThat(spool.take(piece)).isTrue();
        assertThat(spool.take(piece)).isFalse();
        assertThat(spool.due()).isEmpty();

        spool.missed(piece, new IOException("S3 is away"));
        assertThat(spool.due()).containsExactly(piece);
        assertThat(spool.take(piece)).isTrue();
    }

    @Test
    void theOldestComesFirstButAMissedOneKeepsNoOtherWaiting() {
        SpooledPiece second = keep("20260301T120000002Z", 42, 1);
        SpooledPiece first = keep("20260301T120000001Z", 43, 1);
        SpooledPiece third = keep("20260301T120000003Z", 42, 1);
        assertThat(spool.due()).containsExactly(first, second, third);

        spool.take(first);
        spool.missed(first, new IOException("too large"));

        assertThat(spool.due()).containsExactly(second, third, first);
    }

    @Test
    void aPieceThatIsOnlyHalfWrittenIsNotThere() throws IOException {
        Files.writeString(spool.dir().resolve("20260301T120000001Z-j42-a1-aaaaaaaa.bin"), "half");
        Files.writeString(spool.dir().resolve("20260301T120000001Z-j42-a1-bbbbbbbb.json.tmp"), "{");

        assertThat(spool.due()).isEmpty();
        assertThat(spool.waiting()).isZero();
    }

    @Test
    void aPieceThatWasChangedIsSetAsideAndNeverSent() throws IOException {
        SpooledPiece piece = keep("20260301T120000001Z", 42, 1);
        Files.writeString(spool.dir().resolve(piece.id() + ".bin"), "forged");
        spool.take(piece);

        assertThatThrownBy(() -> spool.file(piece)).isInstanceOf(PieceDamagedException.class).hasMessageContaining(piece.key());
        spool.missed(piece, new PieceDamagedException("changed"));

        assertThat(spool.due()).isEmpty();
        assertThat(spool.damaged()).isEqualTo(1);
    }

    @Test
    void aDescriptionThatCannotBeReadIsSetAsideToo() throws IOException {
        SpooledPiece piece = keep("20260301T120000001Z", 42, 1);
        SpooledPiece other = keep("20260301T120000002Z", 42, 1);
        Files.writeString(spool.dir().resolve(piece.id() + ".json"), "no json");

        assertThat(spool.due()).containsExactly(other);
        assertThat(spool.damaged()).isEqualTo(1);
    }

    @Test
    void theMetadataIsThePlansAndAscii() {
        SpooledPiece piece = new SpooledPiece("i", "k", "image/png", "ab", 42, 1, "Prüfung", Instant.parse("2026-03-01T12:00:30.120Z"));

        assertThat(piece.metadata()).containsEntry("job_id", "42").containsEntry("step_name", "prufung")
                .containsEntry("timestamp", "2026-03-01T12:00:30.120Z").containsEntry("content_type", "image/png")
                .containsEntry("sha256", "ab").hasSize(5);
    }

    private SpooledPiece keep(String time, long job, int attempt) {
        SpooledPiece piece = new SpooledPiece(Spool.newId(time, job, attempt), "evidence/" + job + "/" + time + "_step.png", "image/png",
                Sha256.of(BYTES), job, attempt, "step", Instant.parse("2026-03-01T12:00:00.001Z"));
        spool.keep(piece, BYTES);
        return piece;
    }
}
