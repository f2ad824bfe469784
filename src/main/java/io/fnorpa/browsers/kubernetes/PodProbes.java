package io.fnorpa.browsers.kubernetes;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.browsers.BrowserNotReadyException;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * The third check of a browser pod, after its readiness and that of its service: a real automation. A session is opened with a token of
 * its own, a page loaded and read, the session closed; then the pod is marked, and may be claimed. Each pod is probed once.
 */
@ApplicationScoped
@Named("podProbes")
public class PodProbes {

    private static final Logger LOG = Logger.getLogger(PodProbes.class);
    /** The browser service answers for this host itself, in any session. */
    private static final URI PAGE = URI.create("http://probe.invalid/");
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final PoolWatch watch;
    private final PodClaims claims;
    private final TokenIssuer tokens;
    private final InstanceBreaker breaker;
    private final Clock clock;
    private final BrowserSettings.Kubernetes settings;

    PodProbes(PoolWatch watch, PodClaims claims, TokenIssuer tokens, InstanceBreaker breaker, Clock clock, PlatformConfig config) {
        this.watch = watch;
        this.claims = claims;
        this.tokens = tokens;
        this.breaker = breaker;
        this.clock = clock;
        this.settings = config.browsers().kubernetes();
    }

    /** Names of the warm pods that are ready and not yet probed; nothing while browser services are being rested. */
    public List<String> due() {
        return breaker.room(1) == 0 ? List.of()
                : watch.pods().stream().filter(pod -> pod.isWarm() && pod.isReady() && !pod.hasPassedProbe()).map(BrowserPod::name).toList();
    }

    /** Opens a session in it, loads and reads a page, closes the session; true also of one that is gone by now. */
    public boolean passes(@Body String name) {
        return watch.pod(name).map(this::passes).orElse(true);
    }

    private boolean passes(BrowserPod pod) {
        URI address = pod.address(settings).orElseThrow();
        String session = "probe-" + UUID.randomUUID();
        Secret token = tokens.probe(pod.name(), session, LIFE);
        BrowserUse use = breaker.use();
        BrowserClient browser = new BrowserClient(address, token, Resending.DEFAULT, use);
        boolean closed;
        try {
            browser.open(new SessionRequest(session, "probe", PAGE, List.of(), Map.of(), null, null, clock.instant().plus(LIFE), null, null));
            browser.execute(CommandDraft.of(CommandType.NAVIGATE).url(PAGE.toString()).build());
            Object read = browser.execute(CommandDraft.of(CommandType.EXTRACT).target("h1").kind("text").build()).value();
            if (read == null || read.toString().isBlank()) {
                throw new BrowserNotReadyException("its page has no text");
            }
        } catch (BrowserException | BrowserServiceException | BrowserNotReadyException e) {
            LOG.warnf("Browser %s is ready, yet no page could be read in it, so it is deleted: %s", pod, e.getMessage());
            use.failed(FailureKind.NOT_READY, e);
            return false;
        } finally {
            closed = closes(browser);
        }
        if (!closed) {
            LOG.warnf("The probe's session of browser %s could not be closed, so the pod is deleted", pod);
            return false;
        }
        awaitReady(address);
        return true;
    }

    /** From now on it may be claimed; unless it has changed since, then it is probed again. */
    public void mark(@Body String name) {
        watch.pod(name).filter(pod -> claims.passed(pod).isEmpty())
                .ifPresent(pod -> LOG.debugf("%s has changed since it was probed; it is probed again", pod));
    }

    /** The probe's Firefox has ended with its session, and another is being started. One that takes too long is the claimer's to wait for. */
    private void awaitReady(URI address) {
        Instant bound = clock.instant().plus(LIFE);
        while (!BrowserClient.ready(address).isReady() && clock.instant().isBefore(bound)) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static boolean closes(BrowserClient browser) {
        try {
            return browser.close();
        } catch (BrowserException | BrowserServiceException e) {
            LOG.debugf("A probe's session was not closed: %s", e.getMessage());
            return false;
        }
    }
}
