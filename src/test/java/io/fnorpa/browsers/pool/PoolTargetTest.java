package io.fnorpa.browsers.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class PoolTargetTest {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final ZoneId ZONE = ZoneId.of("Africa/Johannesburg");

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);
    private final PoolTarget target = target(0);

    @Test
    void itGrowsAtOnce() {
        assertThat(decide(1)).isEqualTo(1);
        assertThat(decide(5)).isEqualTo(5);
        assertThat(target.decide(new PoolWish(6, "6 jobs"), clock.instant())).hasToString("6: 6 jobs");
    }

    @Test
    void itShrinksWhenNothingLargerWasWantedForSoLong() {
        decide(5);
        clock.add(Duration.ofHours(1));
        assertThat(decide(2)).as("it was wanted until now").isEqualTo(5);
        clock.add(KEPT.minusMillis(1));
        assertThat(decide(2)).isEqualTo(5);
        clock.add(Duration.ofMillis(1));
        assertThat(decide(2)).isEqualTo(2);
    }

    @Test
    void itShrinksInTheStepsInWhichTheWishesDid() {
        decide(5);
        clock.add(Duration.ofMinutes(1));
        decide(3);
        clock.add(Duration.ofMinutes(4));
        decide(1);
        clock.add(Duration.ofMinutes(6));
        assertThat(decide(1)).as("10 minutes after 5 were wanted, 6 after 3 were").isEqualTo(3);
        clock.add(Duration.ofMinutes(4));
        assertThat(decide(1)).isEqualTo(1);
    }

    @Test
    void aWishThatComesBackHasTheTimeBeginAnew() {
        decide(3);
        decide(1);
        clock.add(Duration.ofMinutes(9));
        decide(3);
        decide(1);
        clock.add(Duration.ofMinutes(9));
        assertThat(decide(1)).isEqualTo(3);
        clock.add(Duration.ofMinutes(1));
        assertThat(decide(1)).isEqualTo(1);
    }

    @Test
    void itDoesNotFlapHoweverTheWishDoes() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sizes.add(decide(i % 2 == 0 ? 5 : 0));
            clock.add(Duration.ofSeconds(5));
        }
        assertThat(sizes).containsOnly(5);
    }

    @Test
    void theReasonSaysUntilWhenItIsKeptAndWhatIsWanted() {
        decide(5);
        clock.add(Duration.ofSeconds(30));

        assertThat(target.decide(new PoolWish(2, "business hours until 18:00, jobs expected"), clock.instant())).hasToString(
                "5: kept until 10:10:30, since so many were wanted until 10:00:30; wanted now: 2, business hours until 18:00, jobs expected");
    }

    @Test
    void whoBeginsToDecideShrinksNothingBeforeItsTime() {
        PoolTarget next = target(4);
        assertThat(next.decide(new PoolWish(1, ""), clock.instant()).size()).isEqualTo(4);
        clock.add(KEPT);
        assertThat(next.decide(new PoolWish(1, ""), clock.instant()).size()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackHasTheTimeBeginAnewAndKeepsNothingForEver() {
        decide(5);
        decide(2);
        clock.add(Duration.ofHours(-3));
        assertThat(decide(2)).isEqualTo(5);
        clock.add(KEPT.minusMillis(1));
        assertThat(decide(2)).isEqualTo(5);
        clock.add(Duration.ofMillis(1));
        assertThat(decide(2)).isEqualTo(2);
    }

    /** Compared with the rule as it is said: the largest of all wishes that counted at some time of the last ten minutes. */
    @Test
    void itsSizeIsTheLargestWishOfTheLastWhile() {
        Random random = new Random(4711);
        for (int run = 0; run < 200; run++) {
            int present = random.nextInt(6);
            PoolTarget any = target(present);
            List<PastWish> wishes = new ArrayList<>(List.of(new PastWish(clock.instant(), present)));
            for (int i = 0; i < 100; i++) {
                PastWish wish = new PastWish(clock.instant(), random.nextInt(6));
                wishes.add(wish);
                assertThat(any.decide(new PoolWish(wish.size(), ""), wish.from()).size()).isEqualTo(largestOfTheLastWhile(wishes, wish.from()));
                clock.add(Duration.ofSeconds(random.nextInt(random.nextInt(5) == 0 ? 1200 : 120)));
            }
        }
    }

    private record PastWish(Instant from, int size) {}

    private static int largestOfTheLastWhile(List<PastWish> wishes, Instant now) {
        int largest = wishes.get(wishes.size() - 1).size();
        for (int i = 0; i + 1 < wishes.size(); i++) {
            Instant until = wishes.get(i + 1).from();
            if (until.isAfter(now.minus(KEPT))) {
                largest = Math.max(largest, wishes.get(i).size());
            }
        }
        return largest;
    }

    private PoolTarget target(int present) {
        return new PoolTarget(KEPT, ZONE, present, clock.instant());
    }

    private int decide(int wish) {
        return target.decide(new PoolWish(wish, wish + " are wanted"), clock.instant()).size();
    }
}
