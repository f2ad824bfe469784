package io.fnorpa.attempt;

import io.fnorpa.account.LoginPass;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.account.Standing;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.ticket.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt on its way through the routes of {@code routes/orchestrator}; the body of their messages. It is the one
 * object that both sides of the circuit breaker see, since the breaker forgets what was set on the message inside it.
 *
 * <p>Steps: claimed (account) → started → browser acquired → login prepared → session opened (ticket) → flow run (outcome) → settled.
 * {@code toString} is the attempt's id: tracers may show it.
 */
public final class RunningAttempt {

    private static final Set<Fault> PORTAL_ANSWERED = EnumSet.of(Fault.NONE, Fault.LOGIN, Fault.PORTAL_CHANGED);

    private final Job job;
    private final Lease lease;
    private final FnoSettings settings;
    private final String flowVersion;
    private final int maxAttempts;
    private final Instant deadline;
    private final BrowserUse browserUse;
    private final Lookup lookup;
    private final AtomicBoolean fenced = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicBoolean pastNoReturn = new AtomicBoolean();
    private final AtomicReference<FlowContext> flow = new AtomicReference<>();
    private volatile boolean workerLost;
    private volatile String cancelledBy;
    private volatile String unspentReason;
    private volatile Duration unspentPause = Duration.ZERO;
    private volatile PortalAccount account;
    private volatile LoginPass login = LoginPass.NONE;
    private volatile Standing standing = Standing.CLEAN;
    private volatile BrowserHold browser;
    private volatile Ticket ticket;
    private volatile boolean sessionClosed = true;
    private volatile Outcome outcome;

    public RunningAttempt(Job job, Lease lease, FnoSettings settings, String flowVersion,
            int maxAttempts, Instant deadline, BrowserUse browserUse) {
        this(job, lease, settings, flowVersion, maxAttempts, deadline, browserUse, null);
    }

    /** @param lookup null, unless the attempt asks the portal what became of the job */
    public RunningAttempt(Job job, Lease lease, FnoSettings settings, String flowVersion,
            int maxAttempts, Instant deadline, BrowserUse browserUse, Lookup lookup) {
        this.job = job;
        this.lease = lease;
        this.settings = settings;
        this.flowVersion = flowVersion;
        this.maxAttempts = maxAttempts;
        this.deadline = deadline;
        this.browserUse = browserUse;
        this.lookup = lookup;
        this.account = PortalAccount.first(settings.fno());
    }

    public Job getJob() {
        return job;
    }

    public AttemptId getId() {
        return job.attempt();
    }

    public long getJobId() {
        return job.attempt().job().value();
    }

    public int getNumber() {
        return job.attempt().number();
    }

    public String getProvider() {
        return job.provider();
    }

    public Lease getLease() {
        return lease;
    }

    public String getLeaseToken() {
        return lease.token();
    }

    public FnoSettings getSettings() {
        return settings;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public Instant getDeadline() {
        return deadline;
    }

    /** Whether it asks the portal what became of the job, and does nothing else. */
    public boolean isLookup() {
        return lookup != null;
    }

    /** Null, unless it is a lookup. */
    public Lookup getLookup() {
        return lookup;
    }

    /** What the circuit breaker of the browser services knows of this attempt's. */
    public BrowserUse getBrowserUse() {
        return browserUse;
    }

    /** The login that it uses at the portal. */
    public PortalAccount getAccount() {
        return account;
    }

    public void setAccount(PortalAccount account) {
        this.account = account;
    }

    /** What it has to do with the saved login of its account. It holds no secret. */
    public LoginPass getLogin() {
        return login;
    }

    public void setLogin(LoginPass login) {
        this.login = login;
    }

    /**
     * How its account stood when its login began: what a login that went well makes good. Clean once that is done, and
     * where there is nothing to make good.
     */
    public Standing getStanding() {
        return standing;
    }

    public void setStanding(Standing standing) {
        this.standing = standing;
    }

    public BrowserHold getBrowser() {
        return browser;
    }

    public void setBrowser(BrowserHold browser) {
        this.browser = browser;
    }

    public Ticket getTicket() {
        return ticket;
    }

    public void setTicket(Ticket ticket) {
        this.ticket = ticket;
    }

    /** Whether it is certain that its browser service has no session of it: none was asked for, or it said that it has closed it. */
    public boolean isSessionClosed() {
        return sessionClosed;
    }

    public void setSessionClosed(boolean closed) {
        this.sessionClosed = closed;
    }

    public String getFlowVersion() {
        return flowVersion;
    }

    /** The version of the flows that it keeps to its end; null where its FNO had none any more. */
    public FlowContext getFlow() {
        return flow.get();
    }

    /** @param entered which this attempt leaves, once */
    public void setFlow(FlowContext entered) {
        flow.set(entered);
    }

    /** It has ended: its version may stop. */
    public void leaveFlow() {
        Optional.ofNullable(flow.getAndSet(null)).ifPresent(FlowContext::leave);
    }

    /** Can the portal be asked what became of its job? */
    public boolean hasLookup() {
        return Optional.ofNullable(flow.get()).map(context -> context.hasLookup(job.type())).orElse(false);
    }

    public String getSessionId() {
        return ticket == null ? null : ticket.sessionId();
    }

    public String getBrowserAddress() {
        return browser == null || browser.address() == null ? null : browser.address().toString();
    }

    public String getBrowserInstance() {
        return browser == null ? null : browser.instance();
    }

    public long getBrowserProcess() {
        return browser == null ? 0 : browser.process();
    }

    /** The browser ends then by itself: no session and no token of this attempt lives longer. Null without a browser. */
    public OffsetDateTime getBrowserDeadline() {
        return browser == null ? null : deadline.atOffset(ZoneOffset.UTC);
    }

    /** Whether the portal itself failed: what the lane's breaker counts. */
    public boolean isPortalFailed() {
        return outcome != null && outcome.fault() == Fault.PORTAL;
    }

    /** Whether the portal did its part, whatever became of the job; unknown where browser or platform failed first. */
    public boolean isPortalAnswered() {
        return outcome != null && PORTAL_ANSWERED.contains(outcome.fault());
    }

    /** Who cancelled it while it ran; null if nobody did. */
    public String getCancelledBy() {
        return cancelledBy;
    }

    /** Its browser is ended next, which is our doing. */
    public void cancel(String by) {
        this.cancelledBy = by;
        browserUse.abandon();
    }

    /** Why the job goes back to the queue without an attempt being spent; null if it does not. */
    public String getUnspentReason() {
        return unspentReason;
    }

    public void giveBack(String reason) {
        this.unspentReason = reason;
    }

    /** @param pause before it is due again, for want of a worker */
    public void giveBack(String reason, Duration pause) {
        this.unspentPause = pause;
        this.unspentReason = reason;
    }

    /** How long the job rests when it goes back unspent; zero: it is due at once. */
    public Duration getUnspentPause() {
        return unspentPause;
    }

    /** How it ended; null while it has not. */
    public Outcome getOutcome() {
        return outcome;
    }

    public void setOutcome(Outcome outcome) {
        this.outcome = outcome;
    }

    /** True once the row is somebody else's: nothing may be written for this attempt any more. */
    public boolean isFenced() {
        return fenced.get();
    }

    /** Its browser is ended next, which is our doing. */
    public void fence() {
        fenced.set(true);
        browserUse.abandon();
    }

    /** The instance ends; what the flow says of its browser from now on is our doing. */
    public void interrupt() {
        interrupted.set(true);
        browserUse.abandon();
    }

    public boolean isInterrupted() {
        return interrupted.get();
    }

    /** The worker that runs its flow counts as dead: what it waited for is waited for no longer. */
    public void loseWorker() {
        workerLost = true;
        browserUse.abandon();
    }

    /** Taken over, cancelled by a person, stopped with its instance, or lost by its worker: nothing is waited for any more. */
    public boolean isOver() {
        return isFenced() || cancelledBy != null || isInterrupted() || workerLost;
    }

    /** A lookup is past it from its beginning. */
    public boolean isPastNoReturn() {
        return isLookup() || pastNoReturn.get();
    }

    public void passNoReturn() {
        pastNoReturn.set(true);
    }

    @Override
    public String toString() {
        return job.attempt().toString();
    }
}
