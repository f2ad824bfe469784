package io.fnorpa.rig.chaos;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One run:
 * <ol>
 * <li>start all servers and two orchestrators;
 * <li>bring in jobs, a few at a time; do each fault when it is due, let it be for its time, mend it;
 * <li>when all faults are done: wait until each job has a final state, no browser is left and no evidence waits on disk;
 * <li>gather what there is, end the servers, look for processes that are left, and judge.
 * </ol>
 */
final class ChaosRun {

    /** Jobs that wait or run at a time. */
    private static final int BACKLOG = 6;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** A fault that no job's progress calls for comes after this long, for what hangs may need it. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration BASE_LIMIT = Duration.ofMinutes(10);
    private static final Duration LIMIT_PER_JOB = Duration.ofSeconds(60);
    private static final Duration LIMIT_PER_FAULT = Duration.ofSeconds(60);
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    private final ChaosOptions options;
    private final Schedule schedule;
    private final List<ChaosJob> jobs;
    private final long begin = System.nanoTime();
    private int submitted;
    private final List<Fault> done = new ArrayList<>();
    private int undone;
    private Fault active;
    private long activeSince;
    private long lastFault = System.nanoTime();

    ChaosRun(ChaosOptions options) {
        this.options = options;
        this.schedule = Schedule.of(options.seed(), options.jobs(), options.faults());
        this.jobs = ChaosJob.deck(options.seed(), options.jobs());
    }

    ChaosReport run(Checkout checkout) throws IOException, InterruptedException {
        say("Seed %d: %d jobs, %d faults. Data and logs are in %s", options.seed(), options.jobs(), options.faults(), options.data());
        Found found;
        Map<String, Integer> states;
        try (ChaosPlatform platform = ChaosPlatform.start(checkout, options.data())) {
            JobTable table = new JobTable(platform.database());
            Submissions submissions = new Submissions(platform, table);
            Hand hand = new Hand(platform, table);
            work(table, submissions, hand);
            platform.mendAll();
            Search search = new Search(platform, table);
            settleDown(table, search);
            Set<String> browsers = OwnProcesses.left(OwnProcesses::isBrowser);
            states = table.states();
            found = search.search(jobs, browsers);
        }
        awaitAtMost(Duration.ofSeconds(30), () -> OwnProcesses.left(line -> true).isEmpty());
        found.processes().addAll(OwnProcesses.left(line -> true));
        return new ChaosReport(schedule, done, undone, states, Verdict.on(found), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void work(JobTable table, Submissions submissions, Hand hand) throws InterruptedException {
        while (true) {
            int finished = finished(table.states());
            submit(submissions, finished);
            if (active != null && secondsSince(activeSince) >= Hand.seconds(active)) {
                say("  mended: %s", active);
                hand.mend(active);
                active = null;
                lastFault = System.nanoTime();
            }
            if (active == null && next() < schedule.faults().size() && isTime(finished)) {
                inflict(hand);
            }
            if (active == null && next() == schedule.faults().size() && submitted == jobs.size()) {
                return;
            }
            if (isOver()) {
                say("The time of %d min is over, with %d of %d faults done and %d of %d jobs finished", limit().toMinutes(), done.size(),
                        schedule.faults().size(), finished, jobs.size());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    /** Index of the fault that is still to come. */
    private int next() {
        return done.size() + undone;
    }

    private boolean isTime(int finished) {
        return submitted > finished && schedule.isDue(next(), finished) || secondsSince(lastFault) > LONGEST_PAUSE.toSeconds();
    }

    private void inflict(Hand hand) {
        Fault fault = schedule.faults().get(next());
        if (hand.inflict(fault)) {
            done.add(fault);
            active = fault;
            activeSince = System.nanoTime();
            say("%3d/%d %s", next(), schedule.faults().size(), fault);
        } else if (secondsSince(lastFault) > LONGEST_PAUSE.toSeconds()) {
            undone++;
            lastFault = System.nanoTime();
            say("%3d/%d %s: there was nothing to do it to", next(), schedule.faults().size(), fault);
        }
    }

    private void submit(Submissions submissions, int finished) throws InterruptedException {
        while (submitted < jobs.size() && submitted - finished < BACKLOG && submitted < schedule.mayBeSubmitted(next(), BACKLOG)) {
            if (!submissions.bring(jobs.get(submitted))) {
                return;
            }
            submitted++;
        }
    }

    private void settleDown(JobTable table, Search search) throws InterruptedException {
        while (finished(table.states()) < submitted && !isOver()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
        awaitAtMost(AFTERWARDS, () -> search.spooled() == 0 && OwnProcesses.left(OwnProcesses::isBrowser).isEmpty());
    }

    private static void awaitAtMost(Duration limit, BooleanSupplier holds) throws InterruptedException {
        long bound = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < bound) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static int finished(Map<String, Integer> states) {
        return states.entrySet().stream().filter(state -> !List.of("PENDING", "CLAIMED", "RUNNING").contains(state.getKey()))
                .mapToInt(Map.Entry::getValue).sum();
    }

    private Duration limit() {
        return BASE_LIMIT.plus(LIMIT_PER_JOB.multipliedBy(jobs.size())).plus(LIMIT_PER_FAULT.multipliedBy(schedule.faults().size()));
    }

    private boolean isOver() {
        return secondsSince(begin) > limit().toSeconds();
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    private void say(String line, Object... values) {
        System.out.printf("%4d s  %s%n", secondsSince(begin), line.formatted(values));
    }
}
