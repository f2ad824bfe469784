package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.flow.runtime.FnoSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobParametersTest {

    private final FnoSettings fno = FnoSettings.parse("fno.yaml", """
            fno: acme
            name: Acme
            base-url: https://portal.acme.example
            job-types:
              order:
                parameters:
                  service_id: {type: string, required: true, pattern: "[A-Z0-9-]+"}
                  note: {type: string}
                  lines: {type: integer}
                  urgent: {type: boolean}
                  day: {type: date}
            """);

    @Test
    void textsBecomeWhatTheJobsJsonWouldHold() {
        assertThat(JobParameters.parse(fno, "order", List.of("service_id=A-1", "note=a=b", "lines=12", "urgent=true", "day=2031-01-31")))
                .containsEntry("service_id", "A-1").containsEntry("note", "a=b").containsEntry("lines", 12).containsEntry("urgent", true).containsEntry("day", "2031-01-31");
    }

    @Test
    void aJobThatTheOrchestratorWouldRefuseIsRefusedWithAllThatIsWrong() {
        assertThatThrownBy(() -> JobParameters.parse(fno, "order", List.of("servce_id=A", "lines=many", "day=tomorrow"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service_id: is missing").hasMessageContaining("did you mean 'service_id'?")
                .hasMessageContaining("lines: must be a whole number, not 'many'").hasMessageContaining("day: must be a date");
        assertThatThrownBy(() -> JobParameters.parse(fno, "order", List.of("A-1"))).hasMessageContaining("write key=value");
        assertThatThrownBy(() -> JobParameters.parse(fno, "order", List.of("day=2031-01-31", "day=2031-02-01"))).hasMessageContaining("there twice");
    }
}
