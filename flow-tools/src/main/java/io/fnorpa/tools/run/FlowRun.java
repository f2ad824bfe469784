package io.fnorpa.tools.run;

import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.flow.local.LocalCodes;
import io.fnorpa.flow.local.LocalRun;
import io.fnorpa.flow.local.LocalSecrets;
import io.fnorpa.flow.local.RunFolder;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.tools.LocalBrowser;
import io.fnorpa.tools.Paper;
import io.fnorpa.tools.WorkFolder;
import io.fnorpa.tools.Workshop;
import io.fnorpa.tools.practice.PracticePortal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One flow, once: (1) the practice portal is started, unless an address was given, (2) a browser service, (3) the
 * flow runs ({@link LocalRun}), step by step on the screen, (4) all of it ends.
 */
final class FlowRun implements AutoCloseable {

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

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Workshop workshop;
    private final FlowLibrary library;
    private final Wanted wanted;
    private final Paper paper;
    private RunFolder pictures;
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

    /** Where evidence is, once it has run. */
    RunFolder pictures() {
        return pictures;
    }

    LocalRun.Result run() {
        pictures = new RunFolder(wanted.pictures());
        LocalRun run = new LocalRun(new LocalRun.Order(wanted.fno(), AttemptId.of(1, 1), "bin/flow run", wanted.type(), wanted.parameters(), portal,
                wanted.url().isEmpty(), wanted.mayChange()),
                new LocalRun.Means(browser.address(), LocalBrowser.INSTANCE, browser.tokens(), secrets,
                        new LocalCodes(workshop.folder().resolve("totp-steps.properties"), Clock.systemUTC()), pictures), paper.hidden(), new Notes(paper));
        paper.say(wanted.fno().fno() + " " + wanted.type() + (wanted.lookup() ? "-lookup" : "") + " at " + portal);
        FlowRunner runner = new FlowRunner(library).watchedBy(new StepLines(paper, Clock.systemUTC()));
        return run.run((job, ticket, channel) -> wanted.lookup() ? runner.lookup(job, ticket, channel, BrowserBreaker.disabled().use())
                : runner.run(job, ticket, channel));
    }

    /** Steps are told by {@link StepLines}, with more words. */
    private record Notes(Paper paper) implements LocalRun.Listener {

        @Override
        public void step(String step) {
            // see above
        }

        @Override
        public void note(String note) {
            paper.say("            " + note);
        }
    }

    /** Also when we were told to end: what was started ends in good order all the same. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                paper.say("One part did not end in good order: " + e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
