package io.fnorpa.flow.runtime;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.StepWatch;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt's flow to its outcome:
 * <ol>
 * <li>enters the context that serves the FNO, so that it is not stopped under the job;
 * <li>calls {@code direct:<fno>-<type>} with the variables {@code job} and {@code result};
 * <li>makes an outcome of how it ended: by itself, by job:fail and its like, or by an exception ({@link FailureOutcome});
 * <li>after the point of no return lets nothing be tried again;
 * <li>keeps a last picture of what did not succeed, of the page that the flow was at, if the session still lives.
 * </ol>
 */
public final class FlowRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FlowRunner.class);

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final Duration PICTURE_LIMIT = Duration.ofSeconds(10);
    /** Of another page than the main one, which may be gone. */
    private static final Duration OTHER_PICTURE_LIMIT = Duration.ofSeconds(4);
    private static final Resending ONCE = new Resending(1, Duration.ZERO, Duration.ZERO);

    private final FlowSource flows;
    private final Duration commandLimit;
    private final Resending resending;
    private final Clock clock;
    private final StepWatch watch;

    public FlowRunner(FlowSource flows) {
        this(flows, COMMAND_LIMIT);
    }

    /** @param commandLimit limit of a command in the browser that its flow gives none */
    public FlowRunner(FlowSource flows, Duration commandLimit) {
        this(flows, commandLimit, Resending.DEFAULT, Clock.systemUTC(), StepWatch.NONE);
    }

    /** @param resending what the browser's client does about broken connections */
    public FlowRunner(FlowSource flows, Resending resending, Clock clock) {
        this(flows, COMMAND_LIMIT, resending, clock, StepWatch.NONE);
    }

    private FlowRunner(FlowSource flows, Duration commandLimit, Resending resending, Clock clock, StepWatch watch) {
        this.flows = flows;
        this.commandLimit = commandLimit;
        this.resending = resending;
        this.clock = clock;
        this.watch = watch;
    }

    /** One that tells somebody of each step. */
    public FlowRunner watchedBy(StepWatch newWatch) {
        return new FlowRunner(flows, commandLimit, resending, clock, newWatch);
    }

    /** Behind no circuit breaker. */
    public Outcome run(Job job, Ticket ticket, AttemptChannel channel) {
        return run(job, ticket, channel, BrowserBreaker.disabled().use());
    }

    /**
     * Runs {@code direct:<fno>-<type>} in the context of the ticket's version. Blocks until the flow has ended.
     *
     * @param use what the circuit breaker knows of the ticket's browser service
     * @throws AttemptFencedException the attempt is not ours any more; nothing may be written for it
     */
    public Outcome run(Job job, Ticket ticket, AttemptChannel channel, BrowserUse use) {
        return run(job, ticket, channel, use, "");
    }

    /**
     * As {@link #run}, for {@code <fno>-<type>-lookup}: finds out what became of a job lost after its point of no return.
     * SUCCEEDED: the portal shows that it was done. FAILED: the portal shows nothing of it, or not yet.
     */
    public Outcome lookup(Job job, Ticket ticket, AttemptChannel channel, BrowserUse use) {
        return run(job, ticket, channel, use, FlowCheck.LOOKUP_SUFFIX);
    }

    private Outcome run(Job job, Ticket ticket, AttemptChannel channel, BrowserUse use, String suffix) {
        FlowContext context = enter(job, ticket).orElse(null);
        if (context == null) {
            return Outcome.review(Fault.FLOW, "unknown-provider", "No flows serve '" + job.provider()
                    + "'; see whether its folder was refused at the start, and why", null);
        }
        try {
            String route = context.settings().fno() + "-" + job.type() + suffix;
            return runIn(context, route, job, ticket, channel, use, !suffix.isEmpty());
        } finally {
            context.leave();
        }
    }

    /** Between its being found and its being entered a version may have made room for another, which is found then. */
    private Optional<FlowContext> enter(Job job, Ticket ticket) {
        return flows.find(job.provider(), ticket.flowVersion()).filter(FlowContext::enter)
                .or(() -> flows.find(job.provider(), ticket.flowVersion()).filter(FlowContext::enter));
    }

    private Outcome runIn(FlowContext context, String route, Job job, Ticket ticket, AttemptChannel channel, BrowserUse use, boolean lookup) {
        if (ticket.flowVersion() != null && !ticket.flowVersion().equals(context.version())) {
            return Outcome.retry(Fault.PLATFORM, "flow-version", "The job was dispatched for flows " + ticket.flowVersion() + ", here serve " + context, null);
        }
        if (!context.hasFlow(route)) {
            return Outcome.review(Fault.FLOW, "unknown-flow", "There is no flow '" + route + "'"
                    + NearestName.hint(job.type(), context.settings().jobTypes().keySet()), null);
        }
        return perform(context.camel(), route, job, ticket, channel, use, lookup);
    }

    /**
     * Runs a route of a context that no {@link FlowSource} gives, such as that of {@code camel run}.
     *
     * @param host has the route, and the flows as {@link HostedFlows} puts them there
     */
    public Outcome runIn(CamelContext host, String route, Job job, Ticket ticket, AttemptChannel channel) {
        return perform(host, route, job, ticket, channel, BrowserBreaker.disabled().use(), route.endsWith(FlowCheck.LOOKUP_SUFFIX));
    }

    private Outcome perform(CamelContext camel, String route, Job job, Ticket ticket, AttemptChannel channel, BrowserUse use, boolean lookup) {
        BrowserClient browser = new BrowserClient(ticket.browser(), ticket.sessionToken(), resending, use);
        FlowAttempt attempt = new FlowAttempt(job, browser, channel, commandLimit, ticket.deadline(), clock).watchedBy(watch);
        Throwable failure = send(camel, route, lookup ? attempt.lookingUp() : attempt);
        attempt.requireOurs();
        Outcome outcome = outcome(attempt, failure);
        if (outcome.verdict() != Verdict.SUCCEEDED && !FailureOutcome.isSessionGone(failure)) {
            keepLastPicture(attempt, ticket, failure == null ? outcome.code() : "failure");
        }
        return outcome;
    }

    private static Throwable send(CamelContext camel, String route, FlowAttempt attempt) {
        Exchange exchange = new DefaultExchange(camel);
        attempt.take(exchange);
        exchange.setVariable("job", variable(attempt.job()));
        exchange.setVariable("result", attempt.results());
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return template.send("direct:" + route, exchange).getException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> variable(Job job) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("id", job.attempt().job().value());
        variable.put("external_ref", job.externalRef());
        variable.put("provider", job.provider());
        variable.put("type", job.type());
        variable.put("attempt", job.attempt().number());
        variable.put("parameters", job.parameters());
        return variable;
    }

    private static Outcome outcome(FlowAttempt attempt, Throwable failure) {
        Outcome outcome = attempt.end().orElseGet(() -> failure == null ? Outcome.succeeded(attempt.results())
                : FailureOutcome.of(failure, attempt));
        boolean technical = outcome.verdict() == Verdict.RETRY || outcome.verdict() == Verdict.REVIEW && outcome.fault() != Fault.NONE;
        return attempt.isPastPointOfNoReturn() && technical ? unknown(outcome) : outcome;
    }

    private static Outcome unknown(Outcome outcome) {
        return Outcome.review(outcome.fault(), outcome.code(), outcome.message()
                + ". The point of no return was passed: what the job asked for may have happened. Look in the portal before anything is done again",
                outcome.result());
    }

    /** The outcome is worth more than the note: where that cannot be written either, the flow has ended all the same. */
    private static void noteMissingPicture(FlowAttempt attempt, String step, RuntimeException reason) {
        try {
            attempt.channel().event("note", step, "There is no picture of the end: " + reason.getMessage());
        } catch (AttemptFencedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("The picture of the end of {} is missing, and the note that says so too: {}", attempt, e.getMessage());
        }
    }

    private static void keepLastPicture(FlowAttempt attempt, Ticket ticket, String step) {
        try {
            CommandResult picture = lastPicture(attempt, new BrowserClient(ticket.browser(), ticket.sessionToken(), ONCE));
            attempt.channel().evidence(step, picture.contentType(), Base64.getDecoder().decode(picture.contentBase64()));
        } catch (AttemptFencedException e) {
            throw e;
        } catch (RuntimeException e) {
            noteMissingPicture(attempt, step, e);
        }
    }

    /** Of the page that the flow was at; of the main page if there is none of that. */
    private static CommandResult lastPicture(FlowAttempt attempt, BrowserClient browser) {
        CommandDraft picture = CommandDraft.of(CommandType.SCREENSHOT);
        if (attempt.page().isPresent()) {
            try {
                return browser.execute(picture.page(attempt.page().get()).timeout(OTHER_PICTURE_LIMIT).build());
            } catch (BrowserException e) {
                LOG.debug("No picture of page {} at the end of {}: {}", attempt.page().get(), attempt, e.getMessage());
            }
        }
        return browser.execute(picture.page(null).timeout(PICTURE_LIMIT).build());
    }
}
