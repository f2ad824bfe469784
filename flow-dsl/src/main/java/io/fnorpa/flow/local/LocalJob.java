package io.fnorpa.flow.local;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flow.runtime.JobType;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job of {@code camel run}: (1) a session is opened with the account's credentials, (2) the flow's route is called, each
 * step in the log, (3) the session is closed, (4) outcome, result and the evidence's folder are in the log.
 */
final class LocalJob {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);
    /** The platform's {@code rpa.worker-timeout}, for job types that say nothing. */
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(10);
    private static final Duration PICTURE_LIMIT = Duration.ofSeconds(10);
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final RunSettings settings;
    private final FnoSettings fno;
    private final String route;
    private final AttemptId attempt;

    /** @param route {@code <fno>-<job type>}, or that with {@code -lookup} */
    LocalJob(RunSettings settings, FnoSettings fno, String route, int number) {
        this.settings = settings;
        this.fno = fno;
        this.route = route;
        this.attempt = AttemptId.of(number, 1);
    }

    private String type() {
        String type = route.substring(fno.fno().length() + 1);
        return fno.jobTypes().containsKey(type) ? type : type.replaceFirst("-lookup$", "");
    }

    /**
     * @throws IllegalArgumentException the job would not be taken in, or a secret is missing
     * @throws RuntimeException         the browser service opens no session
     */
    void run(CamelContext camel) {
        Map<String, Object> parameters = JobParameters.parse(fno, type(), settings.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
        Instant deadline = Instant.now().plus(Optional.ofNullable(fno.jobTypes().get(type())).flatMap(JobType::deadline).orElse(USUAL_DEADLINE));
        TokenIssuer tokens = new TokenIssuer(new SigningKeys(settings.keys()), Clock.systemUTC());
        LocalSecrets secrets = new LocalSecrets(settings.secrets());
        RunFolder folder = new RunFolder(settings.evidence().resolve(LocalDateTime.now().format(FOLDER) + "-" + route).toAbsolutePath().normalize());
        try (LocalSession session = LocalSession.open(fno, attempt, deadline, settings.browser(), settings.instance(), tokens, secrets)) {
            LOG.info("{} begins at {}: {}", route, session.portal(), parameters);
            LocalChannel channel = new LocalChannel(fno, session.client(), secrets, new LocalCodes(settings.steps(), Clock.systemUTC()), folder,
                    step -> LOG.info("  {}", step), note -> LOG.info("    {}", note), session.isPractice(), settings.mayChange());
            try {
                tell(new FlowRunner((provider, version) -> Optional.empty())
                        .runIn(camel, route, new Job(attempt, "camel run", fno.fno(), type(), parameters), session.ticket(), channel), folder);
            } catch (AttemptFencedException e) {
                tellStop(session, channel, folder, e);
            }
        }
    }

    private void tell(Outcome outcome, RunFolder folder) {
        outcome.result().forEach((name, value) -> LOG.info("  {} = {}", name, value));
        String end = route + " ended " + outcome.verdict() + (outcome.code() == null ? "" : " " + outcome.code() + ": " + outcome.message());
        if (outcome.verdict() == Outcome.Verdict.SUCCEEDED) {
            LOG.info("{}; {} pieces of evidence are in {}", end, folder.kept(), folder.path());
        } else {
            LOG.warn("{}; {} pieces of evidence are in {}", end, folder.kept(), folder.path());
        }
    }

    private void tellStop(LocalSession session, LocalChannel channel, RunFolder folder, AttemptFencedException stop) {
        String what = channel.stoppedBefore().orElseThrow(() -> stop);
        try {
            folder.keep("stopped", "image/png", Base64.getDecoder().decode(session.client()
                    .execute(CommandDraft.of(CommandType.SCREENSHOT).timeout(PICTURE_LIMIT).build()).contentBase64()));
        } catch (BrowserException e) {
            LOG.info("  There is no picture of where it stopped: {}", e.getMessage());
        }
        LOG.warn("{} was stopped before its point of no return: {}. {} is not a portal of this machine; rpa.run.may-change=true lets the flow go on there."
                + " {} pieces of evidence are in {}", route, what, session.portal(), folder.kept(), folder.path());
    }
}
