package io.fnorpa.browser.service.session;

import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.SessionOpened;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.Portal;
import io.fnorpa.browser.service.firefox.Firefox;
import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.Heap;
import io.fnorpa.browser.service.settings.Instance;
import io.fnorpa.token.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Makes a session of a browser and what is wished for; a browser of which none can be made is ended. */
@ApplicationScoped
class SessionOpener {

    /** Bytes of files that a list of commands may answer before its last one. */
    private static final long FILES_OF_A_LIST = 24_000_000;
    private static final Logger LOG = Logger.getLogger(SessionOpener.class);

    private final BrowserSettings settings;
    private final Instance instance;
    private final WarmBrowser warm;
    private final MeterRegistry metrics;

    SessionOpener(BrowserSettings settings, Instance instance, WarmBrowser warm, MeterRegistry metrics) {
        this.settings = settings;
        this.instance = instance;
        this.warm = warm;
        this.metrics = metrics;
    }

    /**
     * @param isShuttingDown tells why no browser can be had, if it is so by then
     * @throws ProblemException it cannot be opened; nothing is left of it
     */
    Session open(VerifiedToken token, SessionRequest request, SessionWishes wishes, BooleanSupplier isShuttingDown) {
        long start = System.nanoTime();
        Firefox firefox = firefox(isShuttingDown);
        try {
            firefox.proxy().allow(wishes.rules());
            Portal portal = firefox.call(() -> new Portal(firefox, request, settings), settings.launchTimeout());
            SessionOpened opened = new SessionOpened(token.sessionId(), instance.id(), firefox.version(), wishes.expiresAt());
            Session session = new Session(opened, token.subject(), wishes.idleLimit(), firefox, portal, answerLog());
            LOG.infof("Session %s of %s opened at %s in %d ms; ends at %s", token.sessionId(), token.subject(),
                    request.baseUrl().getHost(), Duration.ofNanos(System.nanoTime() - start).toMillis(), wishes.expiresAt());
            metrics.counter("browser.sessions.opened").increment();
            return session;
        } catch (TimeoutException | RuntimeException e) { // whatever it is, the browser is nobody's now
            ProblemException why = NotOpened.because(e, request, firefox, settings.commandTimeout());
            firefox.kill();
            firefox.end();
            LOG.warnf("Session %s could not be opened: %s (%s)", token.sessionId(), why.getMessage(), e.getClass().getSimpleName());
            throw why;
        }
    }

    private AnswerLog answerLog() {
        return new AnswerLog(Heap.ofThisProcess().rememberedCharacters(settings.maxSessions()), FILES_OF_A_LIST + 2 * settings.maxDownload().asLongValue());
    }

    private Firefox firefox(BooleanSupplier isShuttingDown) {
        try {
            return warm.take();
        } catch (IllegalStateException e) {
            throw isShuttingDown.getAsBoolean() ? Sessions.shuttingDown() : ProblemException.of(ProblemKind.BROWSER_CRASHED, e.getMessage());
        }
    }
}
