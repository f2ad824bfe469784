package io.fnorpa.flow.local;

import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Outcome;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job of {@code camel run}: a {@link LocalRun} in Camel's own context; each step, result and outcome are in the log. */
final class LocalJob implements LocalRun.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final RunSettings settings;
    private final FnoSettings fno;
    private final String route;
    private final AttemptId attempt;
    private final HiddenWords hidden;

    /**
     * @param route  {@code <fno>-<job type>}, or that with {@code -lookup}
     * @param hidden gets the account's secrets
     */
    LocalJob(RunSettings settings, FnoSettings fno, String route, int number, HiddenWords hidden) {
        this.settings = settings;
        this.fno = fno;
        this.route = route;
        this.attempt = AttemptId.of(number, 1);
        this.hidden = hidden;
    }

    private String type() {
        String type = route.substring(fno.fno().length() + 1);
        return fno.jobTypes().containsKey(type) ? type : type.replaceFirst("-lookup$", "");
    }

    /**
     * @throws IllegalArgumentException the job would not be taken in, or a secret is missing
     * @throws RuntimeException         the browser service opens no session
     */
    LocalRun.Result run(CamelContext camel) {
        Map<String, Object> parameters = JobParameters.parse(fno, type(), settings.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
        LocalSecrets secrets = new LocalSecrets(settings.secrets());
        URI portal = secrets.portal(fno).orElse(fno.baseUrl());
        RunFolder folder = new RunFolder(settings.evidence().resolve(LocalDateTime.now().format(FOLDER) + "-" + route).toAbsolutePath().normalize());
        LocalRun run = new LocalRun(new LocalRun.Order(fno, attempt, "camel run", type(), parameters, portal, settings.isPractice(portal), settings.mayChange()),
                new LocalRun.Means(settings.browser(), settings.instance(), new TokenIssuer(new SigningKeys(settings.keys()), Clock.systemUTC()), secrets,
                        new LocalCodes(settings.steps(), Clock.systemUTC()), folder), hidden, this);
        LOG.info("{} begins at {}: {}", route, portal, parameters);
        LocalRun.Result result = run.run((job, ticket, channel) -> new FlowRunner((provider, version) -> Optional.empty()).runIn(camel, route, job, ticket, channel));
        result.stoppedBefore().ifPresentOrElse(what -> tellStop(what, portal, folder), () -> tell(result.outcome(), folder));
        return result;
    }

    @Override
    public void step(String step) {
        LOG.info("  {}", step);
    }

    @Override
    public void note(String note) {
        LOG.info("    {}", note);
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

    private void tellStop(String what, URI portal, RunFolder folder) {
        LOG.warn("{} was stopped before its point of no return: {}. {} is no portal to practise on that bin/flow serve or bin/demo has started;"
                + " rpa.run.may-change=true lets the flow go on there. {} pieces of evidence are in {}", route, what, portal, folder.kept(), folder.path());
    }
}
