package io.fnorpa.totp;

import io.fnorpa.account.AccountTags;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.ticket.Ticket;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Body;

/** The verbs of the routes in {@code totp.camel.yaml}. No message that passes through them ever holds a code. */
@ApplicationScoped
@Named("totpDesk")
public class TotpDesk {

    private final TotpManager manager;
    private final Clock clock;
    private final ClockWatch clocks;
    private final MeterRegistry meters;

    TotpDesk(TotpManager manager, Clock clock, ClockWatch clocks, MeterRegistry meters) {
        this.manager = manager;
        this.clock = clock;
        this.clocks = clocks;
        this.meters = meters;
    }

    /** A step for this attempt alone. */
    public TotpTurn reserve(@Body TotpAsk ask) {
        RunningAttempt attempt = ask.attempt();
        TotpAccount account = TotpAccount.of(attempt.getSettings(), attempt.getAccount());
        try {
            TotpSlot slot = manager.reserveTotpCode(account, attempt.getId().job(), attempt.getDeadline());
            count(attempt, "given");
            return new TotpTurn(ask, slot, clock.instant());
        } catch (TotpUnavailableException e) {
            count(attempt, e.getCause() instanceof TotpStoreAwayException ? "store-away" : "refused");
            throw e;
        }
    }

    private void count(RunningAttempt attempt, String outcome) {
        meters.counter("rpa.totp.reservations", AccountTags.of(attempt.getAccount()).and("outcome", outcome)).increment();
    }

    /**
     * Refuses a code that the portal's clock would not have. What time it is there the browser session knows from the
     * pages that it just loaded.
     */
    public TotpTurn compareClocks(@Body TotpTurn turn) {
        String fno = turn.ask().attempt().getSettings().fno();
        Instant asked = clock.instant();
        Object told = session(turn.ask()).execute(CommandDraft.of(CommandType.EXTRACT).page(turn.ask().page()).kind("portal-time").build()).value();
        if (told != null) {
            clocks.portalSaid(fno, asked, Instant.parse(told.toString()));
            clocks.fault(fno).ifPresent(fault -> {
                throw new TotpUnavailableException("No code for " + turn.slot().account().name() + ": " + fault);
            });
        }
        return turn;
    }

    /** Until the step begins. */
    public TotpTurn await(@Body TotpTurn turn) {
        RunningAttempt attempt = turn.ask().attempt();
        manager.waitForNextTotpWindow(turn.slot(), attempt::isOver);
        if (attempt.isFenced()) {
            throw new AttemptFencedException(attempt + " is not ours any more; it gets no code.");
        }
        if (attempt.isOver()) {
            throw new TotpUnavailableException(attempt + " was stopped while it waited for its code.");
        }
        meters.timer("rpa.totp.wait", AccountTags.of(attempt.getAccount())).record(Duration.between(turn.grantedAt(), clock.instant()));
        return turn;
    }

    /** Makes the code and sends it straight into the browser session. */
    public TotpReceipt type(@Body TotpTurn turn) {
        TotpAsk ask = turn.ask();
        session(ask).submitTotp(ask.target(), ask.frame(), ask.page(), manager.getFreshTotpCode(turn.slot()));
        return new TotpReceipt(turn.slot().step(), turn.slot().account().name());
    }

    private static BrowserClient session(TotpAsk ask) {
        Ticket ticket = ask.attempt().getTicket();
        return new BrowserClient(ticket.browser(), ticket.sessionToken(), Resending.DEFAULT, ask.attempt().getBrowserUse());
    }

    /** What the portal said. */
    public void consume(@Body TotpVerdict verdict) {
        RunningAttempt attempt = verdict.attempt();
        TotpAccount account = TotpAccount.of(attempt.getSettings(), attempt.getAccount());
        manager.markTotpCodeConsumed(account, verdict.receipt().step(), attempt.getId().job(), verdict.accepted());
        meters.counter("rpa.totp.codes", AccountTags.of(attempt.getAccount()).and("verdict", said(verdict))).increment();
    }

    /** The event of a code that was typed: its step, never the code. */
    public JobEvent typed(RunningAttempt attempt, TotpReceipt receipt) {
        return event(attempt, "code of step " + receipt.step() + " of account " + receipt.account() + " typed");
    }

    /** The event of the portal's verdict. */
    public JobEvent judged(@Body TotpVerdict verdict) {
        return event(verdict.attempt(), "code of step " + verdict.receipt().step() + " " + said(verdict));
    }

    private static JobEvent event(RunningAttempt attempt, String detail) {
        return JobEvent.of(attempt, "totp", null, detail);
    }

    private static String said(TotpVerdict verdict) {
        return verdict.accepted() ? "accepted" : "refused";
    }
}
