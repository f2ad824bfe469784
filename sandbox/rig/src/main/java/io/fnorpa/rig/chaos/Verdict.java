package io.fnorpa.rig.chaos;

import io.fnorpa.rig.chaos.Found.Code;
import io.fnorpa.rig.chaos.Found.Event;
import io.fnorpa.rig.chaos.Found.Row;
import io.fnorpa.rig.chaos.Violation.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what was found: what must always hold (README, "Chaos"). A job in REVIEW is none of its violations: that is
 * where the platform says that it does not know.
 */
final class Verdict {

    private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "REVIEW", "CANCELLED");
    private static final Set<String> KEPT = Set.of("evidence", "manifest");
    private static final String NO_HASH = "0".repeat(64);
    private static final Pattern TYPED = Pattern.compile("code of step (\\d+) of account (\\S+) typed");

    private final Found found;
    private final List<Violation> violations = new ArrayList<>();

    private Verdict(Found found) {
        this.found = found;
    }

    /** All that is wrong; empty if nothing is. */
    static List<Violation> on(Found found) {
        Verdict verdict = new Verdict(found);
        found.jobs().forEach(verdict::judge);
        verdict.judgeSteps();
        found.processes().forEach(process -> verdict.add(What.PROCESS_LEFT, process));
        return verdict.violations;
    }

    private void judge(ChaosJob job) {
        Row row = found.rows().get(job.ref());
        if (row == null) {
            add(What.JOB_LOST, job.ref() + " was submitted, and has no row");
            return;
        }
        if (!FINAL.contains(row.state())) {
            add(What.JOB_LOST, name(job, row) + " is still " + row.state());
        }
        judgeCancellation(job, row);
        judgeEvents(job, row);
        if (row.state().equals("SUCCEEDED")) {
            judgeEvidence(job, row);
        }
    }

    private void judgeCancellation(ChaosJob job, Row row) {
        int done = Collections.frequency(found.cancellations(), job.service());
        if (done > 1) {
            add(What.CANCELLED_TWICE, name(job, row) + ": " + job.service() + " was cancelled " + done + " times");
        }
        boolean told = row.state().equals("SUCCEEDED") && job.cancels();
        if (told && done == 0) {
            add(What.WRONG_STATE, name(job, row) + " is SUCCEEDED, but the portal has no cancellation of " + job.service());
        }
        if (done > 0 && !told && !row.state().equals("REVIEW")) {
            add(What.WRONG_STATE, name(job, row) + " is " + row.state() + ", but the portal has cancelled " + job.service());
        }
        if (row.state().equals("SUCCEEDED") && !job.known()) {
            add(What.WRONG_STATE, name(job, row) + " is SUCCEEDED, but the portal does not know " + job.service());
        }
    }

    private void judgeEvents(ChaosJob job, Row row) {
        String prevHash = NO_HASH;
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < row.events().size(); i++) {
            Event event = row.events().get(i);
            if (event.seq() != i + 1 || !event.prevHash().equals(prevHash)) {
                add(What.NOT_ONE_END, name(job, row) + ": event " + event.seq() + " does not follow the one before it");
                return;
            }
            prevHash = event.hash();
            if (event.kind().equals("settled") && FINAL.contains(firstWord(event))) {
                ends.add(firstWord(event));
            }
        }
        if (FINAL.contains(row.state()) && !ends.equals(List.of(row.state()))) {
            add(What.NOT_ONE_END, name(job, row) + " is " + row.state() + ", but its events tell of " + ends);
        }
    }

    private static String firstWord(Event event) {
        return event.detail() == null ? "" : event.detail().split("\\W", 2)[0];
    }

    private void judgeEvidence(ChaosJob job, Row row) {
        List<Event> kept = row.events().stream().filter(event -> KEPT.contains(event.kind())).toList();
        int last = row.events().stream().mapToInt(Event::attempt).max().orElse(0);
        if (kept.stream().noneMatch(event -> event.kind().equals("manifest") && event.attempt() == last)) {
            add(What.EVIDENCE_MISSING, name(job, row) + " is SUCCEEDED, but its last attempt has no manifest");
        }
        for (Event event : kept) {
            String stored = found.objects().get(event.evidenceKey());
            if (!Objects.equals(stored, event.sha256())) {
                add(What.EVIDENCE_MISSING, name(job, row) + ": " + event.evidenceKey() + " of attempt " + event.attempt()
                        + (stored == null ? " is not in S3" : " has another SHA-256 in S3"));
            }
        }
    }

    private void judgeSteps() {
        Map<String, Integer> typed = new HashMap<>();
        found.codes().stream().filter(code -> code.step() != null)
                .forEach(code -> typed.merge(code.user() + ", step " + code.step(), 1, Integer::sum));
        typed.forEach((step, times) -> {
            if (times > 1) {
                add(What.STEP_TWICE, "the portal got a code " + times + " times: " + step);
            }
        });
        Optional<Long> highest = found.codes().stream().map(Code::step).filter(Objects::nonNull).max(Long::compare);
        if (highest.isPresent() && (found.lastStep() == null || found.lastStep() < highest.get())) {
            add(What.STEP_TWICE, "the portal has seen step " + highest.get() + ", but Valkey knows of " + found.lastStep() + " as the last");
        }
        judgeTypedSteps();
    }

    /** By the platform's own events, which also know of codes that never reached the portal. */
    private void judgeTypedSteps() {
        Map<String, String> attemptOf = new HashMap<>();
        Set<String> told = new HashSet<>();
        found.jobs().stream().filter(job -> found.rows().containsKey(job.ref())).forEach(job -> {
            Row row = found.rows().get(job.ref());
            row.events().stream().filter(event -> event.kind().equals("totp")).forEach(event -> {
                Matcher typed = TYPED.matcher(event.detail());
                if (typed.find()) {
                    String step = "account " + typed.group(2) + ", step " + typed.group(1);
                    String attempt = "job " + row.id() + ", attempt " + event.attempt();
                    String other = attemptOf.putIfAbsent(step, attempt);
                    if (other != null && told.add(step)) {
                        add(What.STEP_TWICE, step + " was given to " + other + " and to " + attempt);
                    }
                }
            });
        });
    }

    private static String name(ChaosJob job, Row row) {
        return "job " + row.id() + " (" + job.ref() + ", " + job.provider() + " " + job.type() + ")";
    }

    private void add(What what, String text) {
        violations.add(new Violation(what, text));
    }
}
