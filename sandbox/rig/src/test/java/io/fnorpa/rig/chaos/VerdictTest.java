package io.fnorpa.rig.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.chaos.Found.Code;
import io.fnorpa.rig.chaos.Found.Event;
import io.fnorpa.rig.chaos.Found.Row;
import io.fnorpa.rig.chaos.Violation.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A run in which all went well, and then each thing that may be wrong in it, one at a time. */
class VerdictTest {

    private static final ChaosJob VALIDATION = new ChaosJob("chaos-0", "octotel", "validation", "OCT-500000", true, false);
    private static final ChaosJob CANCELLATION = new ChaosJob("chaos-1", "evotel", "cancellation", "EVT-500001", true, true);

    private final Map<String, Row> rows = new HashMap<>();
    private final List<String> cancellations = new ArrayList<>(List.of("EVT-500001"));
    private final List<Code> codes = new ArrayList<>(List.of(new Code("isp-ops", 70L, true)));
    private final Map<String, String> objects = new HashMap<>();
    private final TreeSet<String> processes = new TreeSet<>();
    private Long lastStep = 70L;

    VerdictTest() {
        rows.put("chaos-0", new Row(1, "SUCCEEDED", false, null, chain(
                event(1, "started", "attempt 1 of 12"), event(1, "totp", "code of step 70 of account octotel typed"),
                event(1, "totp", "code of step 70 accepted"), piece(1, "evidence", "a.png", "aa"),
                piece(1, "manifest", "m1.json", "bb"), event(1, "settled", "SUCCEEDED"))));
        rows.put("chaos-1", new Row(2, "SUCCEEDED", true, null, chain(
                event(1, "started", "attempt 1 of 12"), event(1, "settled", "PENDING (browser-crashed): gone"),
                event(2, "started", "attempt 2 of 12"), event(2, "point-of-no-return", "cancellation"),
                piece(2, "manifest", "m2.json", "cc"), event(2, "settled", "SUCCEEDED"))));
        objects.putAll(Map.of("a.png", "aa", "m1.json", "bb", "m2.json", "cc"));
    }

    @Test
    void whatWentWellIsNoViolation() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void aJobWithoutARowIsLost() {
        rows.remove("chaos-0");
        assertThat(violations()).containsExactly(What.JOB_LOST);
    }

    @Test
    void aJobWithoutAFinalStateIsLost() {
        change("chaos-0", row -> new Row(1, "RUNNING", false, null, row.events().subList(0, 5)));
        assertThat(violations()).containsExactly(What.JOB_LOST);
    }

    @Test
    void aSecondCancellationOfTheSameServiceIsFound() {
        cancellations.add("EVT-500001");
        assertThat(violations()).containsExactly(What.CANCELLED_TWICE);
    }

    @Test
    void aSuccessThatThePortalDoesNotKnowIsFound() {
        cancellations.clear();
        assertThat(violations()).containsExactly(What.WRONG_STATE);
    }

    @Test
    void aFailureThatThePortalHasDoneIsFound() {
        change("chaos-1", row -> new Row(2, "FAILED", true, "already-cancelled", ends(row, "FAILED")));
        assertThat(violations()).containsExactly(What.WRONG_STATE);
    }

    @Test
    void aReviewIsNoViolationWhetherItWasDoneOrNot() {
        change("chaos-1", row -> new Row(2, "REVIEW", true, "attempt-lost", ends(row, "REVIEW")));
        assertThat(violations()).isEmpty();
        cancellations.clear();
        assertThat(violations()).isEmpty();
    }

    @Test
    void aCodeThatThePortalGotTwiceIsFoundAlsoIfItWasRefused() {
        codes.add(new Code("isp-ops", 70L, false));
        assertThat(violations()).containsExactly(What.STEP_TWICE);
    }

    @Test
    void codesOfNoStepAreNotTheSameStep() {
        codes.add(new Code("isp-ops", null, false));
        codes.add(new Code("isp-ops", null, false));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aStepThatTwoAttemptsTypedIsFound() {
        change("chaos-0", row -> new Row(1, "SUCCEEDED", false, null, with(row, event(2, "totp", "code of step 70 of account octotel typed"))));
        assertThat(violations()).contains(What.STEP_TWICE);
    }

    @Test
    void twoPortalsHaveStepsOfTheirOwn() {
        change("chaos-1", row -> new Row(2, "SUCCEEDED", true, null, with(row, event(2, "totp", "code of step 70 of account evotel typed"))));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aStepThatValkeyForgotIsFound() {
        lastStep = 69L;
        assertThat(violations()).containsExactly(What.STEP_TWICE);
        lastStep = null;
        assertThat(violations()).containsExactly(What.STEP_TWICE);
    }

    @Test
    void twoFinalStatesAreFound() {
        change("chaos-0", row -> new Row(1, "SUCCEEDED", false, null, with(row, event(1, "settled", "SUCCEEDED"))));
        assertThat(violations()).containsExactly(What.NOT_ONE_END);
    }

    @Test
    void noFinalStateInTheEventsIsFound() {
        change("chaos-0", row -> new Row(1, "SUCCEEDED", false, null, row.events().subList(0, 5)));
        assertThat(violations()).containsExactly(What.NOT_ONE_END);
    }

    @Test
    void aBrokenChainIsFound() {
        change("chaos-0", row -> {
            List<Event> events = new ArrayList<>(row.events());
            events.remove(1);
            return new Row(1, "SUCCEEDED", false, null, events);
        });
        assertThat(violations()).containsExactly(What.NOT_ONE_END);
    }

    @Test
    void evidenceThatIsMissingOrAnotherIsFound() {
        objects.remove("a.png");
        assertThat(violations()).containsExactly(What.EVIDENCE_MISSING);
        objects.put("a.png", "another");
        assertThat(violations()).containsExactly(What.EVIDENCE_MISSING);
    }

    @Test
    void aSuccessWithoutAManifestOfItsLastAttemptIsFound() {
        change("chaos-1", row -> new Row(2, "SUCCEEDED", true, null, rechained(row.events().stream().filter(event -> !event.kind().equals("manifest")).toList())));
        assertThat(violations()).containsExactly(What.EVIDENCE_MISSING);
    }

    @Test
    void aProcessThatIsLeftIsFound() {
        processes.add("4711 firefox-esr");
        assertThat(violations()).containsExactly(What.PROCESS_LEFT);
    }

    private List<What> violations() {
        return Verdict.on(new Found(List.of(VALIDATION, CANCELLATION), rows, cancellations, codes, lastStep, objects, processes)).stream()
                .map(Violation::what).toList();
    }

    private void change(String ref, UnaryOperator<Row> how) {
        rows.compute(ref, (same, row) -> how.apply(row));
    }

    private static List<Event> ends(Row row, String state) {
        return rechained(row.events().stream().map(event -> event.detail() != null && event.detail().equals("SUCCEEDED")
                ? event(event.attempt(), "settled", state + " (code): why") : event).toList());
    }

    private static List<Event> with(Row row, Event more) {
        List<Event> events = new ArrayList<>(row.events());
        events.add(more);
        return rechained(events);
    }

    private static Event event(int attempt, String kind, String detail) {
        return new Event(0, attempt, kind, detail, null, null, null, null);
    }

    private static Event piece(int attempt, String kind, String key, String sha256) {
        return new Event(0, attempt, kind, null, key, sha256, null, null);
    }

    private static List<Event> chain(Event... events) {
        return rechained(List.of(events));
    }

    private static List<Event> rechained(List<Event> events) {
        List<Event> chained = new ArrayList<>();
        String prevHash = "0".repeat(64);
        for (Event event : events) {
            String hash = "hash-" + (chained.size() + 1);
            chained.add(new Event(chained.size() + 1, event.attempt(), event.kind(), event.detail(), event.evidenceKey(), event.sha256(), prevHash, hash));
            prevHash = hash;
        }
        return chained;
    }
}
