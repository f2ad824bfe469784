package io.fnorpa.bench.browser;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.job.AttemptId;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The platform's way: the packaged browser service as a process of its own, over HTTP, with a token for each session. */
final class ServiceBrowser implements Driver {

    private static final String INSTANCE = "browser-of-the-bench";
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final TokenIssuer tokens;
    private final BrowserService service;
    private final URI site;
    private final Deque<BrowserClient> sessions = new ArrayDeque<>();
    private Ticket ticket;

    /** Starts the service; returns when it is ready. */
    ServiceBrowser(Path folder, URI site, Map<String, String> settings) {
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        this.tokens = new TokenIssuer(keys, Clock.systemUTC());
        this.site = site;
        this.service = BrowserService.start(Checkout.find(), folder, INSTANCE, keys, settings);
    }

    @Override
    public String name() {
        return "the platform, firefox";
    }

    long pid() {
        return service.pid();
    }

    /** Waits until a browser is ready for the next session. */
    void awaitReady() {
        while (BrowserClient.ready(service.address()).status() != io.fnorpa.browser.client.Readiness.Status.READY) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** {@code prompt} or {@code delayed}, as {@code /health/ready} says. */
    String answers() {
        try {
            return WireJson.mapper().readTree(service.address().resolve("/health/ready").toURL()).path("answers").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void open() {
        open(site, Map.of());
    }

    void open(URI baseUrl, Map<String, Secret> credentials) {
        AttemptId attempt = AttemptId.of(1, 1);
        Instant deadline = Instant.now().plus(LIFE);
        String session = UUID.randomUUID().toString();
        ticket = new Ticket(attempt, service.address(), session, tokens.session(INSTANCE, attempt, session, deadline), null, null, null, deadline);
        BrowserClient client = new BrowserClient(ticket.browser(), ticket.sessionToken());
        client.open(new SessionRequest(session, "bench", baseUrl, List.of(), credentials, null, null, deadline, null, null));
        sessions.push(client);
    }

    /** What a flow needs to run in the session that was opened last. */
    Ticket ticket() {
        return ticket;
    }

    @Override
    public void end() {
        sessions.pop().close();
    }

    @Override
    public void navigate(String url) {
        run(CommandDraft.of(CommandType.NAVIGATE).url(url));
    }

    @Override
    public void fill(String target, String text) {
        run(CommandDraft.of(CommandType.FILL).target(target).value(text));
    }

    @Override
    public void click(String target) {
        run(CommandDraft.of(CommandType.CLICK).target(target));
    }

    @Override
    public String read(String target) {
        return String.valueOf(run(CommandDraft.of(CommandType.EXTRACT).target(target)).value());
    }

    @Override
    public int count(String target) {
        return ((Number) run(CommandDraft.of(CommandType.EXTRACT).target(target).kind("count")).value()).intValue();
    }

    @Override
    public void await(String target) {
        run(CommandDraft.of(CommandType.WAIT).target(target));
    }

    @Override
    public byte[] screenshot() {
        return Base64.getDecoder().decode(run(CommandDraft.of(CommandType.SCREENSHOT)).contentBase64());
    }

    @Override
    public byte[] wholePage() {
        return Base64.getDecoder().decode(run(CommandDraft.of(CommandType.SCREENSHOT).fullPage(true)).contentBase64());
    }

    private CommandResult run(CommandDraft command) {
        return sessions.peek().execute(command.build());
    }

    @Override
    public void close() {
        while (!sessions.isEmpty()) {
            end();
        }
        service.close();
    }
}
