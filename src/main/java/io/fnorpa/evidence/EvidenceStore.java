package io.fnorpa.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jboss.logging.Logger;

/** S3 as this instance sees it: whether it took what was last sent, and if not, since when and what it said. */
@ApplicationScoped
@Named("evidenceStore")
public class EvidenceStore {

    private static final Logger LOG = Logger.getLogger(EvidenceStore.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final int LONGEST = 300;

    private final Clock clock;
    private volatile Absence absence;

    EvidenceStore(Clock clock) {
        this.clock = clock;
    }

    private record Absence(Instant since, String said) {
        String text() {
            return "evidence store unreachable since " + TIME.format(since.atZone(ZoneId.systemDefault())) + ": " + said;
        }
    }

    /** It took a piece. */
    public synchronized void answered() {
        if (absence != null) {
            LOG.info("The evidence store takes evidence again.");
        }
        absence = null;
    }

    /** It did not take a piece. A piece that is damaged says nothing about S3. */
    public synchronized void failed(Exception cause) {
        if (cause instanceof PieceDamagedException) {
            return;
        }
        Absence now = new Absence(absence == null ? clock.instant() : absence.since(), said(cause));
        if (absence == null) {
            LOG.warnf("%s. Evidence waits in the spool.", now.text());
        }
        absence = now;
    }

    /** In a line that fits the operator's view. */
    private static String said(Throwable cause) {
        String words = words(cause).strip().replaceAll("\\s+", " ");
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }

    private static String words(Throwable cause) {
        Throwable speaker = cause;
        while (speaker.getMessage() == null && speaker.getCause() != null) {
            speaker = speaker.getCause();
        }
        return speaker.getMessage() == null ? speaker.getClass().getSimpleName() : speaker.getMessage();
    }

    public boolean isAway() {
        return absence != null;
    }

    /** Such as {@code evidence store unreachable since 12:00:30: Connection refused}; empty while it answers. */
    public Optional<String> absence() {
        return Optional.ofNullable(absence).map(Absence::text);
    }
}
