package io.fnorpa.rig.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void theSameSeedGivesTheSameJobsAndFaultsAndAnotherOthers() {
        assertThat(Schedule.of(7, 200, 60)).isEqualTo(Schedule.of(7, 200, 60));
        assertThat(Schedule.of(7, 200, 60).faults()).isNotEqualTo(Schedule.of(8, 200, 60).faults());
        assertThat(ChaosJob.deck(7, 200)).isEqualTo(ChaosJob.deck(7, 200)).isNotEqualTo(ChaosJob.deck(8, 200));
    }

    @Test
    void eachKindOfFaultComesBeforeAnyComesAgain() {
        int kinds = Verb.values().length;
        assertThat(kinds(Schedule.of(7, 200, kinds))).containsExactlyInAnyOrder(Verb.values());
        assertThat(Schedule.of(7, 200, 6 * kinds).faults().stream().collect(Collectors.groupingBy(Fault::verb, Collectors.counting())).values()).containsOnly(6L);
    }

    private static Set<Verb> kinds(Schedule schedule) {
        return schedule.faults().stream().map(Fault::verb).collect(Collectors.toSet());
    }

    @Test
    void faultsAreSpreadOverTheJobsAndJobsAreLeftForEachOfThem() {
        Schedule schedule = Schedule.of(7, 200, 60);
        for (int index = 0; index < 60; index++) {
            int enough = index;
            while (!schedule.isDue(index, enough)) {
                enough++;
            }
            assertThat(enough).as("fault " + index).isLessThan(200);
            assertThat(schedule.mayBeSubmitted(index, 6)).as("jobs while fault " + index + " is to come").isGreaterThan(enough).isLessThanOrEqualTo(200);
        }
        assertThat(schedule.mayBeSubmitted(60, 6)).isEqualTo(200);
    }

    @Test
    void eachJobHasAServiceOfItsOwn() {
        assertThat(ChaosJob.deck(7, 200).stream().map(ChaosJob::service)).doesNotHaveDuplicates();
        assertThat(ChaosJob.deck(7, 200).stream().map(ChaosJob::provider).distinct()).hasSize(4);
    }
}
