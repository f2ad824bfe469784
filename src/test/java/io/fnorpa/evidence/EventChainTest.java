package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventChainTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:30.120456Z"), ZoneOffset.UTC);
    private final EventChain chain = new EventChain(CLOCK);

    @Test
    void theHashIsThatOfTheCanonicalFormAsItsDescriptionSays() throws Exception {
        ChainedEvent event = chain.append(new JobEvent(42, 1, "note", null, "hellö"), null);

        String form = "64:" + "0".repeat(64) + ",2:42,1:1,1:1,24:2026-03-01T12:00:30.120Z,4:note,-,6:hellö,-,-,-,";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(form.getBytes(StandardCharsets.UTF_8));
        assertThat(event.hash()).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(event.prevHash()).isEqualTo("0".repeat(64));
        assertThat(event.seq()).isEqualTo(1);
    }

    @Test
    void aListThatNobodyTouchedVerifies() {
        assertThat(EventChain.firstFault(threeEvents())).isEmpty();
        assertThat(EventChain.firstFault(List.of())).isEmpty();
    }

    @Test
    void aChangedEventIsFound() {
        List<ChainedEvent> events = threeEvents();
        ChainedEvent second = events.get(1);
        events.set(1, new ChainedEvent(second.jobId(), 2, second.attempt(), second.happenedAt(), second.kind(), second.step(),
                "something else", null, null, null, second.prevHash(), second.hash()));

        assertThat(EventChain.firstFault(events)).hasValue("event 2 (note) was changed");
    }

    @Test
    void anEventThatWasRewrittenWithAHashOfItsOwnIsFoundAtTheNext() {
        List<ChainedEvent> events = threeEvents();
        events.set(1, ChainedEvent.of(new JobEvent(42, 1, "note", null, "something else"), 2, CLOCK.instant(), events.get(0).hash()));

        assertThat(EventChain.firstFault(events)).hasValueSatisfying(fault -> assertThat(fault).contains("event 3 does not follow"));
    }

    @Test
    void anEventThatIsMissingIsFound() {
        List<ChainedEvent> events = threeEvents();
        events.remove(1);

        assertThat(EventChain.firstFault(events)).hasValue("event 2 is missing; the next one is event 3");
    }

    @Test
    void whatIsHashedIsWhatTheColumnsHold() {
        ChainedEvent event = chain.append(new JobEvent(42, 1, "note", "", "ü".repeat(1500)), null);

        assertThat(event.step()).as("to Oracle an empty text is null").isNull();
        assertThat(event.detail().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1997, 2000);
        assertThat(event.detail()).startsWith("üü").endsWith("ü…");
        assertThat(EventChain.firstFault(List.of(event))).isEmpty();
    }

    private List<ChainedEvent> threeEvents() {
        List<ChainedEvent> events = new ArrayList<>();
        Map<String, Object> last = null;
        for (String detail : List.of("first", "second", "third")) {
            ChainedEvent event = chain.append(new JobEvent(42, 1, "note", null, detail), last);
            last = Map.of("SEQ", event.seq(), "HASH", event.hash());
            events.add(event);
        }
        return events;
    }
}
