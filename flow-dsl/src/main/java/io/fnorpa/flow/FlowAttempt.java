package io.fnorpa.flow;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * One attempt as the verbs see it while its flow runs: the browser it drives, the channel it reports to, the results so
 * far, and whether it has ended. It travels with the exchange where no expression reaches it, since whoever has another job's attempt has its
 * browser; its {@code toString} shows nothing secret.
 * Once it has ended no verb does anything any more, wherever in the flow it stands.
 */
public final class FlowAttempt implements SafeCopyProperty {

    private static final String KEY = FlowAttempt.class.getName();

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(10);

    private final Job job;
    private final BrowserClient browser;
    private final GuardedChannel channel;
    private final Duration commandLimit;
    private final Instant endOfWork;
    private final Clock clock;
    private final Map<String, Object> results = new LinkedHashMap<>();
    private final AtomicReference<Outcome> end = new AtomicReference<>();
    private String step;
    private String action;
    private String page;
    private int kameletDepth;
    private boolean pastPointOfNoReturn;
    private boolean lookup;
    private StepWatch watch = StepWatch.NONE;

    /**
     * @param commandLimit limit of a command that its flow gives none
     * @param deadline     when the attempt must be over, its last picture included
     */
    public FlowAttempt(Job job, BrowserClient browser, AttemptChannel channel, Duration commandLimit, Instant deadline, Clock clock) {
        this.job = job;
        this.browser = browser;
        this.channel = new GuardedChannel(channel);
        this.commandLimit = commandLimit;
        this.endOfWork = deadline.minus(reserve(Duration.between(clock.instant(), deadline)));
        this.clock = clock;
    }

    /** Of the attempt's time, what is kept for the last picture: the browser session ends with it. */
    private static Duration reserve(Duration whole) {
        Duration quarter = whole.isNegative() ? Duration.ZERO : whole.dividedBy(4);
        return quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE;
    }

    /** From now on the exchange, with all that Camel makes of it, belongs to this attempt. */
    public void take(Exchange exchange) {
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, this);
    }

    /** The attempt that has taken an exchange. */
    public static Optional<FlowAttempt> find(Exchange exchange) {
        return Optional.ofNullable(exchange.getExchangeExtension().getSafeCopyProperty(KEY, FlowAttempt.class));
    }

    /** The attempt that an exchange belongs to: that which has taken it, or else the only one that the context's registry holds. */
    public static FlowAttempt of(Exchange exchange) {
        FlowAttempt attempt = find(exchange).orElse(null);
        if (attempt == null) {
            attempt = exchange.getContext().getRegistry().findSingleByType(FlowAttempt.class);
        }
        if (attempt == null) {
            throw new IllegalStateException("This flow was started without an attempt: browser: and job: need one, as a bean of type " + FlowAttempt.class.getName());
        }
        return attempt;
    }

    public Job job() {
        return job;
    }

    public BrowserClient browser() {
        return browser;
    }

    public AttemptChannel channel() {
        return channel;
    }

    /** Limit of a command that its flow gives none. */
    public Duration commandLimit() {
        return commandLimit;
    }

    /** The result fields that were set so far; the flow sees the same map as variable {@code result}. */
    public Map<String, Object> results() {
        return results;
    }

    /** Tells the operator the step, if it is another than before. */
    public void step(String newStep) {
        if (!Objects.equals(step, newStep)) {
            step = newStep;
            channel.step(newStep);
        }
    }

    /** The step told last; empty before the first. */
    public Optional<String> step() {
        return Optional.ofNullable(step);
    }

    public void enterKamelet(String kamelet) {
        kameletDepth++;
        step(kamelet);
    }

    public void leaveKamelet() {
        kameletDepth--;
    }

    public boolean isInKamelet() {
        return kameletDepth > 0;
    }

    /**
     * Remembers what is being done, for the message and the picture if it fails.
     *
     * @param newAction such as {@code browser:click css=#save}
     * @param newPage   the page that it is done on, as the flow names it; null for the main page
     */
    public void doing(String newAction, String newPage) {
        action = newAction;
        page = newPage;
    }

    /** The page of what was done last, as the flow named it; empty for the main page. */
    public Optional<String> page() {
        return Optional.ofNullable(page);
    }

    /** What was done last; empty before the first verb. */
    public Optional<String> action() {
        return Optional.ofNullable(action);
    }

    /** Ends the flow with this outcome; a second end changes nothing. */
    public void end(Outcome outcome) {
        end.compareAndSet(null, outcome);
    }

    /** The outcome that the flow ended itself with. */
    public Optional<Outcome> end() {
        return Optional.ofNullable(end.get());
    }

    /** Has each step told to somebody as it is done. */
    public FlowAttempt watchedBy(StepWatch newWatch) {
        watch = newWatch;
        return this;
    }

    /** Who is told of each step; {@link StepWatch#NONE} if nobody is. */
    public StepWatch watch() {
        return watch;
    }

    /** Throws {@link AttemptFencedException} if a call has said so before, even if the flow caught it then. */
    public void requireOurs() {
        channel.requireOurs();
    }

    /** Makes it one that asks the portal what became of a job: it may not pass a point of no return. */
    public FlowAttempt lookingUp() {
        lookup = true;
        return this;
    }

    /**
     * Tells the orchestrator that what follows cannot be taken back, and remembers it.
     *
     * @throws IllegalStateException this attempt looks up what became of the job, and may change nothing
     */
    public void passPointOfNoReturn(String what) {
        if (lookup) {
            throw new IllegalStateException("A lookup asks the portal and changes nothing; it cannot pass a point of no return: " + what);
        }
        channel.pointOfNoReturn(what);
        pastPointOfNoReturn = true;
    }

    public boolean isPastPointOfNoReturn() {
        return pastPointOfNoReturn;
    }

    /**
     * Time that is left for the flow: a millisecond at least. It ends before the deadline, so that a last picture can
     * be taken.
     *
     * @throws DeadlineReachedException none is left
     */
    public Duration requireTime() {
        Duration left = Duration.between(clock.instant(), endOfWork);
        if (left.toMillis() < 1) {
            throw new DeadlineReachedException("The attempt's time is over after " + action().orElse("its start"));
        }
        return left;
    }

    /** The same: all copies of an exchange belong to one attempt. */
    @Override
    public FlowAttempt safeCopy() {
        return this;
    }

    @Override
    public String toString() {
        return "flow of " + job.attempt();
    }
}
