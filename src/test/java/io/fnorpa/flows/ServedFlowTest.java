package io.fnorpa.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowLibrary;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of two versions a job gets. */
class ServedFlowTest {

    private static final int JOBS = 10_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 99})
    void aShareOfTheJobsIsTheCandidatesWhateverTheirNumbersAre(int share) {
        for (long step : new long[] {1, 2, 10, 100}) {
            long candidates = LongStream.range(0, JOBS).map(n -> 1 + n * step).filter(job -> ServedFlow.bucket(job) < share).count();
            assertThat(candidates * 100.0 / JOBS).as("numbers that are " + step + " apart").isCloseTo(share, within(2.0));
        }
    }

    @Test
    void aTypeThatOnlyOneOfTheTwoKnowsIsThatOnes() {
        try (FlowLibrary without = library("old", "check"); FlowLibrary with = library("new", "check", "order")) {
            FlowContext main = without.of("practice").orElseThrow();
            FlowContext candidate = with.of("practice").orElseThrow();
            ServedFlow served = new ServedFlow(main, candidate, 1);

            assertThat(LongStream.range(0, 100).mapToObj(job -> served.choose(job, "order", Map.of()))).containsOnly(candidate);
            assertThat(LongStream.range(0, 1_000).mapToObj(job -> served.choose(job, "check", Map.of()))).contains(main, candidate);
            assertThat(LongStream.range(0, 100).mapToObj(job -> new ServedFlow(candidate, main, 99).choose(job, "order", Map.of()))).containsOnly(candidate);
        }
    }

    @Test
    void aLostJobIsLookedUpByTheVersionThatCanAskThePortal() {
        try (FlowLibrary without = library("old", "order"); FlowLibrary with = FlowLibrary.load(practice("new", "order").writeLookup("order").folder())) {
            FlowContext cannot = without.of("practice").orElseThrow();
            FlowContext can = with.of("practice").orElseThrow();

            assertThat(Stream.of(new ServedFlow(cannot, can, 1), new ServedFlow(can, cannot, 99))).allSatisfy(served -> {
                assertThat(served.hasLookup("order")).isTrue();
                assertThat(LongStream.range(0, 100).mapToObj(job -> served.chooseForLookup(job, "order", Map.of()))).containsOnly(can);
                assertThat(LongStream.range(0, 1_000).mapToObj(job -> served.choose(job, "order", Map.of()))).contains(can, cannot);
            });
            assertThat(ServedFlow.all(cannot).hasLookup("order")).isFalse();
        }
    }

    private FlowLibrary library(String name, String... types) {
        return FlowLibrary.load(practice(name, types).folder());
    }

    private PracticeFlows practice(String name, String... types) {
        return new PracticeFlows(folder.resolve(name)).write(name, types);
    }
}
