package io.fnorpa.flows;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.Server;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** What a flow needs to be played: the practice portals, a browser service with its Firefox, and the flows of the checkout. */
final class FlowStage implements AutoCloseable {

    static final String INSTANCE = "browser-of-the-flow-tests";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    private final AtomicLong jobs = new AtomicLong();
    private final TokenIssuer tokens;
    private final Portals portals;
    private final Server browser;
    private final FlowLibrary library;

    FlowStage(Path folder) {
        this(folder, keysIn(folder));
    }

    private FlowStage(Path folder, SigningKeys keys) {
        this(folder, keys, BrowserService.start(Checkout.find(), folder.resolve("browser"), INSTANCE, keys, Map.of()), "127.0.0.1");
    }

    /**
     * @param browser     takes tokens of these keys and of {@link #INSTANCE}; is ended with the stage
     * @param portalsHost address of this machine at which the browser finds the portals
     */
    FlowStage(Path folder, SigningKeys keys, Server browser, String portalsHost) {
        Checkout checkout = Checkout.find();
        this.browser = browser;
        try {
            tokens = new TokenIssuer(keys, Clock.systemUTC());
            library = FlowLibrary.load(checkout.root().resolve("fno-flows"));
            portals = Portals.start(checkout, folder.resolve("portals"), Map.of("quarkus.http.host", portalsHost,
                    "sandbox.evotel.latency", "150ms", "sandbox.octotel.grid-delay", "300ms"));
        } catch (RuntimeException e) {
            browser.close();
            throw e;
        }
    }

    static SigningKeys keysIn(Path folder) {
        return new SigningKeys(folder.resolve("keys")).createIfAbsent();
    }

    Portals portals() {
        return portals;
    }

    FlowLibrary library() {
        return library;
    }

    /** Runs one attempt of a job in a browser session of its own. */
    Outcome run(PracticeFno fno, String type, Map<String, Object> parameters, Map<String, Secret> credentials, MemoryChannel channel) {
        return run(fno, type, parameters, credentials, channel, COMMAND_LIMIT);
    }

    /** @param commandLimit of commands that the flow gives no limit */
    Outcome run(PracticeFno fno, String type, Map<String, Object> parameters, Map<String, Secret> credentials, MemoryChannel channel,
            Duration commandLimit) {
        return inSession(fno, credentials, channel, (attempt, ticket) -> new FlowRunner(library, commandLimit)
                .run(new Job(attempt, null, fno.id(), type, parameters), ticket, channel));
    }

    /** Looks up what became of a job, in a browser session of its own. */
    Outcome lookup(PracticeFno fno, String type, Map<String, Object> parameters, MemoryChannel channel) {
        return inSession(fno, fno.credentials(), channel, (attempt, ticket) -> new FlowRunner(library, COMMAND_LIMIT)
                .lookup(new Job(attempt, null, fno.id(), type, parameters), ticket, channel, BrowserBreaker.disabled().use()));
    }

    private Outcome inSession(PracticeFno fno, Map<String, Secret> credentials, MemoryChannel channel,
            BiFunction<AttemptId, Ticket, Outcome> work) {
        AttemptId attempt = AttemptId.of(jobs.incrementAndGet(), 1);
        Instant deadline = Instant.now().plus(LIMIT);
        String session = UUID.randomUUID().toString();
        Ticket ticket = new Ticket(attempt, browser.address(), session, tokens.session(INSTANCE, attempt, session, deadline), null, null,
                null, deadline);
        BrowserClient client = new BrowserClient(ticket.browser(), ticket.sessionToken());
        FnoSettings settings = library.settings(fno.id()).orElseThrow(() -> new AssertionError("not in use: " + library.refused()));
        client.open(new SessionRequest(session, fno.id(), portals.portal(fno.id()), settings.allowedHosts(), credentials, null, null,
                deadline, settings.locale(), settings.timeZone().getId()));
        try {
            channel.serve(client);
            return work.apply(attempt, ticket);
        } finally {
            client.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        portals.close();
        library.close();
    }
}
