package io.fnorpa.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fnorpa.bench.pool.SimulatedJob.Kind;
import io.fnorpa.bench.pool.SimulatedMonth.Outcome;
import io.fnorpa.bench.pool.SimulatedMonth.Size;
import io.fnorpa.bench.pool.SimulatedMonth.Wait;
import io.fnorpa.browsers.pool.PoolDemand;
import io.fnorpa.rig.Checkout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is simulated behaves as a Deployment and its jobs do; worked out by hand. */
class SimulatedMonthTest {

    private static final Instant BEGIN = Instant.parse("2026-03-31T22:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration AHEAD = Duration.ofMinutes(15);
    private static final double SECOND_OF_HOUR = 1 / 3600.0;

    @Test
    void aJobTakesAWarmPodWhichIsReplacedAtOnce() {
        Outcome outcome = run(Duration.ofHours(1), (demand, now) -> 1, job(600, 100));

        assertThat(outcome.waits()).containsExactly(new Wait(Kind.OUTSIDE, 0));
        assertThat(outcome.warmPercent()).isEqualTo(100);
        assertThat(outcome.podHours()).as("one idle all the time, and one for as long as the job").isEqualTo(1 + 100 * SECOND_OF_HOUR, within(1e-9));
    }

    @Test
    void withoutAPodAJobWaitsForTheNextDecisionAndAColdStart() {
        Outcome outcome = run(Duration.ofHours(1), (demand, now) -> Math.min(1, demand.queueDepth()), job(601, 100));

        assertThat(outcome.waits()).singleElement().satisfies(wait -> assertThat(wait.seconds()).isBetween(4 + 8.0, 4 + 15.0));
        assertThat(outcome.warmPercent()).isZero();
        assertThat(outcome.podHours()).as("the start, the job, and the replacement until the next decision")
                .isBetween((8 + 100) * SECOND_OF_HOUR, (15 + 100 + 5) * SECOND_OF_HOUR);
    }

    @Test
    void aBurstOnAnEmptyPoolWaitsInOrder() {
        List<SimulatedJob> burst = Collections.nCopies(20, job(600, 60));
        Outcome outcome = run(Duration.ofHours(1), (demand, now) -> demand.queueDepth() > 0 ? 5 : 0, burst.toArray(SimulatedJob[]::new));

        assertThat(outcome.waits()).hasSize(20);
        assertThat(outcome.waits().subList(0, 5)).isSortedAccordingTo((one, other) -> Double.compare(one.seconds(), other.seconds()))
                .allSatisfy(wait -> assertThat(wait.seconds()).isBetween(8.0, 15.0));
        assertThat(outcome.waits().subList(5, 8)).as("the next three of eight places wait for the replacements").allSatisfy(wait ->
                assertThat(wait.seconds()).isBetween(16.0, 30.0));
    }

    @Test
    void theDemandIsWhatItIsAtThatTime() {
        List<PoolDemand> demands = new ArrayList<>();
        SimulatedJob scheduled = new SimulatedJob(BEGIN, BEGIN.plusSeconds(1800), Duration.ofSeconds(60), Kind.BATCH);
        run(Duration.ofHours(1), (demand, now) -> {
            if (demands.isEmpty() || !demands.get(demands.size() - 1).equals(demand)) {
                demands.add(demand);
            }
            return demand.queueDepth();
        }, scheduled, scheduled);

        assertThat(demands).startsWith(PoolDemand.NONE, new PoolDemand(2, 0, 0)).endsWith(PoolDemand.NONE)
                .anyMatch(demand -> demand.queueDepth() > 0 && demand.dueSoon() == 0).anyMatch(demand -> demand.claimed() > 0);
    }

    @Test
    void whatIsTooManyGoesAndAPodThatIsGoneServesNobody() {
        Size fiveForSixSeconds = (demand, now) -> now.isBefore(BEGIN.plusSeconds(6)) ? 5 : 0;

        assertThat(run(Duration.ofMinutes(10), fiveForSixSeconds).podHours()).as("until the decision after ten seconds").isEqualTo(50 * SECOND_OF_HOUR, within(1e-9));
        assertThatThrownBy(() -> run(Duration.ofMinutes(10), fiveForSixSeconds, job(300, 30))).hasMessageContaining("1 jobs had no pod");
    }

    @Test
    void aPodThatIsNotReadyGoesBeforeOneThatIs() {
        Size oneThenTwoThenOne = (demand, now) -> now.equals(BEGIN.plusSeconds(60)) ? 2 : 1;

        assertThat(run(Duration.ofMinutes(10), oneThenTwoThenOne, job(66, 30)).waits()).containsExactly(new Wait(Kind.OUTSIDE, 0));
    }

    @Test
    void theSameSeedGivesTheSameMonthAndAnotherAnother() {
        PoolSimulation once = simulate(7);
        PoolSimulation again = simulate(7);
        assertThat(once.podHours()).isEqualTo(again.podHours());
        assertThat(once.warmShare()).isEqualTo(again.warmShare());
        assertThat(simulate(8).podHours()).isNotEqualTo(once.podHours());
    }

    private static PoolSimulation simulate(int seed) {
        return new PoolSimulation(Checkout.find().root()).run(1, seed);
    }

    private static SimulatedJob job(int due, int seconds) {
        return new SimulatedJob(BEGIN.plusSeconds(due), BEGIN.plusSeconds(due), Duration.ofSeconds(seconds), Kind.OUTSIDE);
    }

    private static Outcome run(Duration length, Size size, SimulatedJob... jobs) {
        return SimulatedMonth.run(List.of(jobs), BEGIN, BEGIN.plus(length), size, INTERVAL, AHEAD, 4711);
    }
}
