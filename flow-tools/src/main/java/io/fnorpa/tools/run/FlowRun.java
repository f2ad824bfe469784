package io.fnorpa.tools.run;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.local.LocalChannel;
import io.fnorpa.flow.local.LocalCodes;
import io.fnorpa.flow.local.LocalSecrets;
import io.fnorpa.flow.local.RunFolder;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.tools.LocalBrowser;
import io.fnorpa.tools.Paper;
import io.fnorpa.tools.WorkFolder;
import io.fnorpa.tools.Workshop;
import io.fnorpa.tools.practice.PracticePortal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One flow, once: (1) the practice portal is started, unless an address was given, (2) a browser service, (3) a session is
 * opened with the account's credentials, (4) the flow runs, step by step on the screen, (5) all of it ends.
 */
final class FlowRun implements AutoCloseable {

    /** The platform's {@code rpa.worker-timeout}, for job types that say nothing. */
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(10);

    /**
     * What was asked for.
     *
     * @param lookup    run {@code <fno>-<type>-lookup}
     * @param url       the portal; empty for the one to practise on
     * @param secrets   folder of the account's secrets; empty for the practice account's
     * @param mayChange go past the point of no return also where it counts
     * @param pictures  folder for evidence
     */
    record Wanted(FnoSettings fno, String type, boolean lookup, Map<String, Object> parameters, Optional<URI> url, Optional<Path> secrets,
            boolean visible, boolean mayChange, Path pictures) {}

    /**
     * What came of it.
     *
     * @param outcome       null if the flow was stopped
     * @param stoppedBefore what it was about to do that cannot be taken back
     * @param pieces        of evidence
     */
    record Result(Outcome outcome, Optional<String> stoppedBefore, Path folder, int pieces) {}

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Workshop workshop;
    private final FlowLibrary library;
    private final Wanted wanted;
    private final Paper paper;
    private URI portal;
    private LocalSecrets secrets;
    private LocalBrowser browser;

    private FlowRun(Workshop workshop, FlowLibrary library, Wanted wanted) {
        this.workshop = workshop;
        this.library = library;
        this.wanted = wanted;
        this.paper = workshop.paper();
    }

    /** Starts what it needs; if something does not start, what runs is ended. */
    static FlowRun prepare(Workshop workshop, FlowLibrary library, Wanted wanted) {
        FlowRun run = new FlowRun(workshop, library, wanted);
        try {
            run.start();
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void start() {
        WorkFolder work = opened(WorkFolder.in(workshop.folder()));
        if (wanted.url().isPresent()) {
            portal = wanted.url().get();
        } else {
            paper.say("Starting the " + (PracticePortal.isInSandbox(wanted.fno()) ? "practice portal of " + wanted.fno().name() : "sample portal") + " …");
            SecretFiles practice = SecretFiles.in(work.of("secrets"));
            portal = opened(PracticePortal.start(wanted.fno(), workshop.checkout(), work.of("portals"), practice)).address();
            secrets = new LocalSecrets(practice.folder());
        }
        wanted.secrets().ifPresent(folder -> secrets = new LocalSecrets(folder));
        if (secrets == null) {
            secrets = new LocalSecrets(work.path()); // it wants none
        }
        browser = workshop.browser().orElseGet(() -> {
            paper.say("Starting a browser " + (wanted.visible() ? "…" : "that nobody sees …"));
            return opened(LocalBrowser.start(workshop.checkout(), work.of("browser"), new SigningKeys(work.of("keys")), wanted.visible(), 0,
                    Map.of("browser.allow-private-addresses", String.valueOf(LocalBrowser.isPrivate(portal)))));
        });
    }

    private <T extends AutoCloseable> T opened(T what) {
        open.add(0, what);
        return what;
    }

    Result run() {
        FnoSettings fno = wanted.fno();
        AttemptId attempt = AttemptId.of(1, 1);
        Instant deadline = Instant.now().plus(fno.jobTypes().get(wanted.type()).deadline().orElse(USUAL_DEADLINE));
        String session = UUID.randomUUID().toString();
        Ticket ticket = new Ticket(attempt, browser.address(), session, browser.tokens().session(LocalBrowser.INSTANCE, attempt, session, deadline),
                null, null, null, deadline);
        BrowserClient client = new BrowserClient(ticket.browser(), ticket.sessionToken());
        Map<String, Secret> credentials = secrets.credentials(fno);
        hide(credentials);
        RunFolder folder = new RunFolder(wanted.pictures());
        LocalChannel channel = new LocalChannel(fno, client, secrets, new LocalCodes(workshop.folder().resolve("totp-steps.properties"),
                Clock.systemUTC()), folder, step -> { }, note -> paper.say("            " + note), wanted.url().isEmpty(), wanted.mayChange());
        client.open(new SessionRequest(session, fno.fno(), portal, fno.allowedHosts(), credentials, null, null, deadline, fno.locale(),
                fno.timeZone().getId()));
        try {
            return flow(new Job(attempt, "bin/flow run", fno.fno(), wanted.type(), wanted.parameters()), ticket, channel, client, folder);
        } finally {
            client.close();
        }
    }

    private Result flow(Job job, Ticket ticket, LocalChannel channel, BrowserClient client, RunFolder folder) {
        paper.say(job.provider() + " " + job.type() + (wanted.lookup() ? "-lookup" : "") + " at " + portal);
        FlowRunner runner = new FlowRunner(library).watchedBy(new StepLines(paper, Clock.systemUTC()));
        Outcome outcome = null;
        try {
            outcome = wanted.lookup() ? runner.lookup(job, ticket, channel, BrowserBreaker.disabled().use()) : runner.run(job, ticket, channel);
        } catch (AttemptFencedException e) {
            channel.stoppedBefore().orElseThrow(() -> e);
            keepPicture(client, folder);
        }
        return new Result(outcome, channel.stoppedBefore(), folder.path(), folder.kept());
    }

    /** Of where it was stopped, so that the author sees what would have been clicked. */
    private void keepPicture(BrowserClient client, RunFolder folder) {
        try {
            folder.keep("stopped", "image/png", StopPicture.of(client));
        } catch (BrowserException e) {
            paper.say("            There is no picture of where it stopped: " + e.getMessage());
        }
    }

    /** User names are no secrets, and portals show them. */
    private void hide(Map<String, Secret> credentials) {
        List<Secret> hidden = new ArrayList<>();
        credentials.forEach((name, secret) -> {
            if (!name.equals("username") && !name.equals("email")) {
                hidden.add(secret);
            }
        });
        secrets.find(wanted.fno().secretFile("totp-secret")).ifPresent(hidden::add);
        paper.hide(hidden);
    }

    @Override
    public void close() {
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                paper.say("One part did not end in good order: " + e.getMessage());
            }
        }
    }
}
