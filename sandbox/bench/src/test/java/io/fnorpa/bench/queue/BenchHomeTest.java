package io.fnorpa.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is the platform's queue, whole: a route that is replaced, and none other, differs from the project's. */
class BenchHomeTest {

    private static final Pattern ID = Pattern.compile("(?m)^- route(?:Template)?:\\n    id: (\\S+)$");

    private final Checkout checkout = Checkout.find();

    @TempDir
    Path folder;

    @Test
    void itHasEachRouteOfTheProjectOnce() throws IOException {
        BenchHome.make(checkout, folder);

        assertThat(ids(folder)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(checkout.root()));
    }

    @Test
    void noRouteBetweenClaimAndSettlementIsReplaced() throws IOException {
        assertThat(ID.matcher(BenchHome.resource("nothing.camel.yaml")).results().map(id -> id.group(1))).containsExactlyInAnyOrder(
                "acquire-browser", "release-browser", "keep-browsers-warm", "open-session", "close-session", "run-flow", "close-evidence", "await-evidence");
    }

    @Test
    void itHasAllStatements() throws IOException {
        BenchHome.make(checkout, folder);

        try (Stream<Path> statements = Files.list(checkout.root().resolve("routes/sql"))) {
            assertThat(statements.map(statement -> folder.resolve("routes/sql").resolve(statement.getFileName()))).allMatch(Files::exists);
        }
    }

    @Test
    void aClaimIsMeasuredByTheStatementsOfItsRoutesInTheirOrder() throws IOException {
        String routes = Files.readString(checkout.root().resolve("routes/orchestrator/claim-jobs.camel.yaml"));

        assertThat(ClaimTime.statements(routes)).containsExactly("lanes-with-due-jobs", "lock-lane", "count-under-way",
                "count-under-way-by-account", "queue-timed-jobs",
                "select-due-jobs", "claim-jobs");
    }

    private static List<String> ids(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("routes/orchestrator"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.getParent().endsWith("browsers-kubernetes")).map(BenchHomeTest::read).flatMap(text -> ID.matcher(text).results()).map((MatchResult id) -> id.group(1)).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
