package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSizingTest {

    /** Tuesday, 10:00 and 22:00 in Johannesburg. */
    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-24T20:00:00Z");

    private static final PoolSettings DEFAULTS = PoolSettingsOf.defaults();

    private final PoolSizing sizing = PoolSettingsOf.sizing(Map.of());

    @ParameterizedTest(name = "{0} waiting: {1} in business hours, {2} outside")
    @CsvSource({"0, 1, 0", "1, 1, 0", "5, 1, 0", "6, 2, 2", "10, 2, 2", "11, 3, 3", "12, 4, 4", "14, 4, 4", "15, 5, 5", "16, 5, 5", "17, 5, 5", "18, 5, 5", "100, 5, 5",
        "2147483647, 5, 5"})
    void byQueueDepthAsInThePlan(int queueDepth, int inside, int outside) {
        assertThat(sizing.intelligentScaling(queueDepth, MORNING).size()).isEqualTo(inside);
        assertThat(sizing.intelligentScaling(queueDepth, NIGHT).size()).isEqualTo(outside);
    }

    @ParameterizedTest(name = "{0} due soon, {1} waiting: {2}")
    @CsvSource({"0, 0, 0", "1, 0, 1", "3, 0, 3", "4, 0, 3", "40, 0, 3", "0, 1, 1", "1, 1, 2", "2, 2, 3", "0, 100, 3"})
    void aheadOfScheduledJobsAsInThePlan(int dueSoon, int waiting, int size) {
        assertThat(sizing.preWarmForScheduledJobs(new PoolDemand(dueSoon, waiting, 0), NIGHT).size()).isEqualTo(size);
        assertThat(sizing.preWarmForScheduledJobs(new PoolDemand(dueSoon, waiting, 0), MORNING).size()).isEqualTo(size);
    }

    @Test
    void theWarmPoolIsForBusinessHoursAndItsFullSizeForWhenJobsAreExpected() {
        assertThat(sizing.maintainWarmPool(PoolDemand.NONE, MORNING).size()).isEqualTo(1);
        assertThat(sizing.maintainWarmPool(new PoolDemand(1, 0, 0), MORNING).size()).isEqualTo(2);
        assertThat(sizing.maintainWarmPool(new PoolDemand(0, 1, 0), MORNING).size()).isEqualTo(2);
        assertThat(sizing.maintainWarmPool(new PoolDemand(0, 0, 1), MORNING).size()).isEqualTo(2);
        assertThat(sizing.maintainWarmPool(new PoolDemand(9, 9, 9), NIGHT).size()).isZero();
    }

    @ParameterizedTest(name = "{0} due soon, {1} waiting, {2} claimed: {3} in business hours, {4} outside")
    @CsvSource({
        "0, 0, 0,   1, 0",
        "0, 0, 4,   2, 0",
        "1, 0, 0,   2, 1",
        "3, 0, 0,   3, 3",
        "0, 1, 0,   2, 1",
        "0, 5, 0,   3, 3",
        "0, 6, 0,   3, 3",
        "0, 10, 0,  3, 3",
        "0, 11, 0,  3, 3",
        "0, 12, 0,  4, 4",
        "0, 15, 0,  5, 5",
        "0, 16, 0,  5, 5",
        "0, 100, 4, 5, 5",
        "40, 16, 4, 5, 5"})
    void theLargestOfTheThreeIsWanted(int dueSoon, int waiting, int claimed, int inside, int outside) {
        assertThat(sizing.wish(new PoolDemand(dueSoon, waiting, claimed), MORNING).size()).isEqualTo(inside);
        assertThat(sizing.wish(new PoolDemand(dueSoon, waiting, claimed), NIGHT).size()).isEqualTo(outside);
    }

    @Test
    void theReasonIsThatOfTheRuleThatDecided() {
        assertThat(sizing.wish(PoolDemand.NONE, MORNING).reason()).isEqualTo("business hours until 18:00, no job expected");
        assertThat(sizing.wish(new PoolDemand(0, 0, 1), MORNING).reason()).isEqualTo("business hours until 18:00, jobs expected");
        assertThat(sizing.wish(new PoolDemand(1, 0, 0), NIGHT).reason()).isEqualTo("1 job is due by 22:15");
        assertThat(sizing.wish(new PoolDemand(40, 1, 0), NIGHT).reason()).isEqualTo("1 job waits for a browser, 40 jobs are due by 22:15");
        assertThat(sizing.wish(new PoolDemand(0, 100, 0), NIGHT).reason()).isEqualTo("100 jobs wait for a browser, 5 at the most");
        assertThat(sizing.wish(PoolDemand.NONE, NIGHT).reason()).isEqualTo("outside business hours (after 18:00)");
        assertThat(sizing.wish(PoolDemand.NONE, Instant.parse("2026-12-16T10:00:00Z")).reason()).isEqualTo("outside business hours (Day of Reconciliation)");
    }

    @Test
    void otherFiguresCount() {
        PoolSizing other = PoolSizing.of(3, PoolSettingsOf.given(Map.of("min-instances", "0", "max-instances", "8", "pre-warm-max", "6", "pre-warm-ahead", "30m",
                "business-hours.hours", "06:00-22:30")), PoolSettingsOf.home());
        assertThat(other.wish(PoolDemand.NONE, NIGHT).size()).isZero();
        assertThat(other.wish(new PoolDemand(0, 0, 1), NIGHT)).isEqualTo(new PoolWish(3, "business hours until 22:30, jobs expected"));
        assertThat(other.wish(new PoolDemand(9, 0, 1), NIGHT)).isEqualTo(new PoolWish(6, "9 jobs are due by 22:30"));
        assertThat(other.wish(new PoolDemand(9, 100, 1), NIGHT).size()).isEqualTo(8);
    }

    @Test
    void nothingIsKeptWarmWhereAllFiguresAreNoneButAJobThatWaitsGetsItsBrowser() {
        PoolSizing cold = PoolSizing.of(0, PoolSettingsOf.given(Map.of("min-instances", "0")), PoolSettingsOf.home());
        assertThat(cold.wish(PoolDemand.NONE, MORNING).size()).isZero();
        assertThat(cold.wish(new PoolDemand(0, 1, 0), MORNING).size()).isEqualTo(1);
    }

    /** Whatever the time, the figures and the demand. */
    @Test
    void moreDemandNeverWantsLessNothingExceedsTheMostAndNoWaitingJobIsForgotten() {
        BusinessHours hours = BusinessHours.of(DEFAULTS.businessHours(), PoolSettingsOf.home());
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            int most = 1 + random.nextInt(10);
            int warm = random.nextInt(most + 1);
            PoolSizing any = new PoolSizing(warm, new Figures(random.nextInt(warm + 1), most, 1 + random.nextInt(most)), hours);
            Instant now = MORNING.plus(Duration.ofMinutes(random.nextInt(366 * 24 * 60)));
            PoolDemand demand = new PoolDemand(random.nextInt(20), random.nextInt(40), random.nextInt(10));
            PoolDemand more = new PoolDemand(demand.dueSoon() + random.nextInt(3), demand.queueDepth() + random.nextInt(3), demand.claimed() + random.nextInt(3));

            int size = any.wish(demand, now).size();

            assertThat(size).isBetween(0, most);
            assertThat(any.wish(more, now).size()).isGreaterThanOrEqualTo(size);
            assertThat(any.wish(new PoolDemand(0, 1, 0), now).size()).isPositive();
        }
    }

    /** The others are the defaults. */
    private record Figures(int minInstances, int maxInstances, int preWarmMax) implements PoolSettings {
        @Override
        public Duration preWarmAhead() {
            return DEFAULTS.preWarmAhead();
        }

        @Override
        public Duration holdDown() {
            return DEFAULTS.holdDown();
        }

        @Override
        public Duration interval() {
            return DEFAULTS.interval();
        }

        @Override
        public Hours businessHours() {
            return DEFAULTS.businessHours();
        }
    }

    @Test
    void aCountIsNotNegative() {
        assertThatThrownBy(() -> new PoolDemand(0, -1, 0)).hasMessageContaining("waiting -1");
    }
}
