package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.PracticeCredentials;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoJobTest {

    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 1, 1, 10, 0, 7);

    @Test
    void areAValidationAndACancellationForEachFnoHalfOfThemBySql() {
        List<DemoJob> jobs = DemoJob.all(BEGIN);
        Set<String> expected = PracticeCredentials.FNOS.stream()
                .flatMap(fno -> List.of(fno + " validation", fno + " cancellation").stream()).collect(Collectors.toSet());
        assertThat(jobs).extracting(DemoJob::name).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(jobs).filteredOn(job -> job.way() == DemoJob.Way.SQL).hasSize(4);
    }

    @Test
    void cancelNothingThatAnotherRunCancels() {
        assertThat(cancelled(BEGIN)).hasSize(4).doesNotContainAnyElementsOf(cancelled(BEGIN.plusSeconds(1)));
    }

    private static List<String> cancelled(LocalDateTime begin) {
        return DemoJob.all(begin).stream().filter(job -> job.type().equals("cancellation")).map(DemoJob::service).toList();
    }
}
