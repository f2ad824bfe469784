package io.fnorpa.flow.local;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flow.runtime.JobType;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.TokenIssuer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * One flow, once, with nothing of the platform behind it, for {@code bin/flow run} and {@code camel run} alike: (1) a session is
 * opened with the account's credentials, (2) the flow runs, (3) where it was stopped before its point of no return a picture is
 * taken of that, (4) the session is closed, also when the run was broken off. Nothing that it tells holds a secret of the account.
 */
public final class LocalRun {

    /** The platform's {@code rpa.worker-timeout}, for job types that say nothing. */
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(10);
    private static final Duration PICTURE_LIMIT = Duration.ofSeconds(10);

    /**
     * What is to be done.
     *
     * @param ref        for {@code external_ref}
     * @param portal     where
     * @param practice   whether that is a portal to practise on: it takes the next code before its time, and the flow may pass its point of no return
     * @param mayChange  whether the flow may pass that elsewhere
     */
    public record Order(FnoSettings fno, AttemptId attempt, String ref, String type, Map<String, Object> parameters, URI portal, boolean practice, boolean mayChange) {}

    /**
     * What it is done with.
     *
     * @param browser  address of the browser service
     * @param instance its id, the audience of the tokens
     * @param folder   for evidence
     */
    public record Means(URI browser, String instance, TokenIssuer tokens, LocalSecrets secrets, LocalCodes codes, RunFolder folder) {}

    /** Who is told of it. No text that it is given holds a secret. */
    public interface Listener {

        /** Each step, {@code octotel-login}, and each piece of evidence. */
        void step(String step);

        /** All else that the reader wants to know. */
        void note(String note);
    }

    /** The flow itself. */
    @FunctionalInterface
    public interface Flow {

        Outcome run(Job job, Ticket ticket, AttemptChannel channel);
    }

    /**
     * What came of it.
     *
     * @param outcome       null if the flow was stopped
     * @param stoppedBefore what it was about to do that cannot be taken back
     */
    public record Result(Outcome outcome, Optional<String> stoppedBefore) {

        /** For scripts: 0 SUCCEEDED, 3 FAILED, 4 RETRY or REVIEW, 5 stopped. */
        public int exitCode() {
            if (stoppedBefore.isPresent()) {
                return 5;
            }
            return switch (outcome.verdict()) {
                case SUCCEEDED -> 0;
                case FAILED -> 3;
                case RETRY, REVIEW -> 4;
            };
        }
    }

    private final Order order;
    private final Means means;
    private final HiddenWords hidden;
    private final Listener listener;

    /** @param hidden gets the account's secrets */
    public LocalRun(Order order, Means means, HiddenWords hidden, Listener listener) {
        this.order = order;
        this.means = means;
        this.hidden = hidden;
        this.listener = listener;
    }

    /**
     * Does it. An interrupt breaks it off.
     *
     * @throws IllegalArgumentException a secret is missing; the message names its file
     * @throws RuntimeException         the browser service opens no session
     */
    public Result run(Flow flow) {
        FnoSettings fno = order.fno();
        hidden.add(fno, means.secrets());
        Instant deadline = Instant.now().plus(Optional.ofNullable(fno.jobTypes().get(order.type())).flatMap(JobType::deadline).orElse(USUAL_DEADLINE));
        try (LocalSession session = LocalSession.open(order, means, deadline)) {
            LocalChannel channel = new LocalChannel(fno, session.client(), means.secrets(), means.codes(), means.folder(), step -> listener.step(hidden.shown(step)),
                    this::note, order.practice(), order.mayChange());
            try {
                Job job = new Job(order.attempt(), order.ref(), fno.fno(), order.type(), order.parameters());
                return new Result(hidden.shown(flow.run(job, session.ticket(), channel)), Optional.empty());
            } catch (AttemptFencedException e) {
                String what = channel.stoppedBefore().orElseThrow(() -> e);
                keepPicture(session);
                return new Result(null, Optional.of(hidden.shown(what)));
            }
        }
    }

    private void note(String note) {
        listener.note(hidden.shown(note));
    }

    /** Of where it was stopped, so that the author sees what would have been clicked. */
    private void keepPicture(LocalSession session) {
        try {
            means.folder().keep("stopped", "image/png", Base64.getDecoder().decode(session.client()
                    .execute(CommandDraft.of(CommandType.SCREENSHOT).timeout(PICTURE_LIMIT).build()).contentBase64()));
        } catch (BrowserException e) {
            note("There is no picture of where it stopped: " + e.getMessage());
        }
    }
}
