package io.fnorpa.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FlowWatch;
import io.fnorpa.ticket.FlowFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which versions serve, and that what serves no more stops. */
class ServedFlowsTest {

    private static final String FNO = "practice";
    private static final int STEPS = Boolean.getBoolean("tests.full") ? 2_000 : 200;

    @TempDir
    Path folder;

    private final ServedFlows served = new ServedFlows();
    private final Set<FlowContext> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private PracticeFlows flows;
    private FlowWatch watch;

    @BeforeEach
    void prepare() {
        flows = new PracticeFlows(folder);
        watch = flows.watch(served);
    }

    @AfterEach
    void stop() {
        served.close(Duration.ZERO);
    }

    /** What the folder holds from now on. */
    private FlowContext edit(String note) {
        flows.write(note, "check");
        synchronized (served) {
            watch.look(served::apply);
            watch.look(served::apply);
        }
        FlowContext held = served.held(FNO).orElseThrow();
        seen.add(held);
        return held;
    }

    private FlowContext main() {
        return served.find(FNO).orElseThrow().main();
    }

    private void decide(FlowContext held, int share, FlowContext rest, Instant at) {
        served.decide(FNO, new FlowDecision(held.version(), share, rest == null ? null : rest.version(), at));
    }

    private void restore(FlowFiles files) {
        synchronized (served) {
            FlowContext context = watch.build(files);
            seen.add(context);
            served.restore(context);
        }
    }

    /** Camel finds the platform's settings in any context of this class path; bin/test marks what it starts by RPA_RUN, which is one of camel run's. */
    @Test
    void aSettingOfThePlatformsIsNoneOfAFlow() {
        System.setProperty("rpa.run", "marked");
        try {
            assertThat(edit("marked").camel().getPropertiesComponent().resolveProperty("rpa.run")).isEmpty();
        } finally {
            System.clearProperty("rpa.run");
        }
    }

    @Test
    void aVersionServesOnceTheTableKnowsItAndTheOneOfBeforeStops() {
        FlowContext first = edit("first");
        decide(first, 100, null, null);
        assertThat(served.serve()).isTrue();
        FlowContext second = edit("second");
        assertThat(served.serve()).as("not recorded yet").isFalse();
        assertThat(main()).isSameAs(first);

        decide(second, 100, null, null);
        assertThat(served.serve()).isTrue();
        assertThat(main()).isSameAs(second);
        Awaitility.await().until(() -> first.camel().isStopped());
    }

    @Test
    void aVersionThatWasHeldAndNeverServedStopsToo() {
        FlowContext first = edit("first");
        decide(first, 100, null, null);
        served.serve();
        FlowContext second = edit("second");
        decide(second, 0, first, null);
        FlowFiles files = PracticeFlows.files(first);
        restore(files);
        served.serve();
        assertThat(main()).isSameAs(first);

        FlowContext third = edit("third");
        decide(third, 100, null, null);
        served.serve();
        Awaitility.await().until(() -> first.camel().isStopped() && second.camel().isStopped());
        assertThat(third.camel().isStopped()).isFalse();
    }

    @Test
    void whereNobodyDecidedAVersionWhoseRestCannotServeHasAllJobs() {
        FlowContext held = edit("held");
        served.decide(FNO, new FlowDecision(held.version(), 10, "of-an-earlier-release", null));
        served.serve();
        served.refuse(new ServedFlows.FlowName(FNO, "of-an-earlier-release"), List.of(new FlowProblem(FNO, 0, 0, "no")));
        served.serve();

        assertThat(main()).isSameAs(held);
    }

    @Test
    void whatAPersonPutAsideDoesNotServeInThePlaceOfWhatCannot() {
        FlowContext held = edit("held");
        served.serveWhatIsHeld(); // as at the start, before the table was asked
        served.decide(FNO, new FlowDecision(held.version(), 0, "of-an-earlier-release", Instant.EPOCH));
        served.refuse(new ServedFlows.FlowName(FNO, "of-an-earlier-release"), List.of(new FlowProblem(FNO, 0, 0, "no")));
        served.serve();

        assertThat(served.find(FNO)).isEmpty();
        assertThat(served.unrestorable()).containsKey(FNO);
        decide(held, 100, null, Instant.EPOCH.plusSeconds(1));
        served.serve();
        assertThat(main()).isSameAs(held);
        assertThat(served.unrestorable()).isEmpty();
    }

    @Test
    void aReadingOfTheTableThatComesLateChangesNothing() {
        FlowContext held = edit("held");
        decide(held, 100, null, Instant.EPOCH.plusSeconds(2));
        served.decide(FNO, new FlowDecision(held.version(), 0, "other", Instant.EPOCH.plusSeconds(1)));
        served.decide(FNO, new FlowDecision(held.version(), 0, "other", null));

        assertThat(served.missing()).isEmpty();
    }

    /** Edits back and forth, decisions, versions that are tried, and jobs that come and go, in any order. */
    @Test
    void whatServesIsNeverStoppedAndWhatDoesNotIsAlwaysStopped() {
        Random random = new Random(4711);
        List<FlowFiles> known = new ArrayList<>();
        List<FlowContext> jobs = new ArrayList<>();
        Instant time = Instant.EPOCH;
        known.add(PracticeFlows.files(edit("v0")));
        decide(served.held(FNO).orElseThrow(), 100, null, null);
        served.serve();
        for (int step = 0; step < STEPS; step++) {
            FlowContext held = served.held(FNO).orElseThrow();
            FlowFiles other = known.get(random.nextInt(known.size()));
            switch (random.nextInt(6)) {
                case 0 -> known.add(PracticeFlows.files(edit("v" + random.nextInt(6))));
                case 1 -> {
                    time = time.plusSeconds(1);
                    served.decide(FNO, new FlowDecision(held.version(), random.nextInt(3) * 50, other.version(), time));
                    served.missing().forEach(name -> known.stream().filter(files -> files.version().equals(name.version())).findFirst().ifPresent(this::restore));
                }
                case 2 -> {
                    synchronized (served) {
                        served.release(watch.build(other));
                    }
                }
                case 3 -> {
                    FlowContext chosen = served.find(FNO).orElseThrow().choose(random.nextInt(), "check", Map.of());
                    assertThat(chosen.enter()).as("step " + step + ": what serves takes a job").isTrue();
                    jobs.add(chosen);
                }
                case 4 -> {
                    if (!jobs.isEmpty()) {
                        jobs.remove(random.nextInt(jobs.size())).leave();
                    }
                }
                default -> {
                    served.decide(FNO, new FlowDecision(held.version(), 100, null, time));
                    served.serve();
                }
            }
            served.serve();
            jobs.forEach(context -> assertThat(context.camel().isStopped()).as("a version with a job in it").isFalse());
        }
        jobs.forEach(FlowContext::leave);
        Set<FlowContext> serving = Collections.newSetFromMap(new IdentityHashMap<>());
        served.find(FNO).orElseThrow().contexts().forEach(serving::add);
        serving.add(served.held(FNO).orElseThrow());
        Awaitility.await().untilAsserted(() -> assertThat(seen).allSatisfy(context ->
                assertThat(context.camel().isStopped()).isEqualTo(!serving.contains(context))));
    }
}
