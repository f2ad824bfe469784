package io.fnorpa.browser.service.health;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import io.fnorpa.browser.service.firefox.BrowserGoneException;
import io.fnorpa.browser.service.firefox.Firefox;
import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.browser.service.settings.BrowserSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Bean {@code health}: what the health endpoints tell. */
@ApplicationScoped
@Named("health")
public class HealthVerbs {

    private final BrowserSettings settings;
    private final WarmBrowser warm;
    private final Sessions sessions;
    private final SharedProbe shared = new SharedProbe();

    HealthVerbs(BrowserSettings settings, WarmBrowser warm, Sessions sessions) {
        this.settings = settings;
        this.warm = warm;
        this.sessions = sessions;
    }

    public Health live() {
        return Health.of("live", null);
    }

    /** Ready once a real page was opened in a Firefox that is still alive: the one that waits, or a session's; and not any more when the service ends. */
    public Health ready() {
        if (sessions.isShuttingDown()) {
            return withSessions(Health.of("error", "The service is shutting down and opens no session"
                    + sessions.lastDeadline().map(last -> "; those that are open end at " + last + " at the latest").orElse("")));
        }
        Optional<Firefox> alive = browsers().stream().filter(Firefox::isAlive).findFirst();
        return withSessions(alive.map(HealthVerbs::readyWith)
                .or(() -> warm.failure().map(failure -> Health.of("error", failure)))
                .orElseGet(this::withoutBrowser));
    }

    private static Health readyWith(Firefox firefox) {
        return Health.of("ready", null).withBrowser(firefox.version(), firefox.isPrompt());
    }

    private Health withoutBrowser() {
        return sessions.hasRoom() || warm.isPreparing() ? Health.of("initializing", "Firefox is being started")
                : Health.of("error", "No Firefox is started any more: the service has served its one session (browser.one-session), or ends");
    }

    /**
     * Opens a page now: in the browser that waits, else in that of a session that runs no command. No command ever waits behind
     * more than one probe, nor a probe behind a command: where every browser is busy, it is told that they are alive.
     */
    public Health probe() {
        return shared.answer(this::openPage, () -> unprobed("Another probe is under way"), settings.commandTimeout());
    }

    private Health openPage() {
        Optional<Firefox> waiting = warm.waiting();
        return waiting.isPresent() ? openPage(waiting.get())
                : sessions.atRest(this::openPage).orElseGet(() -> unprobed("Every session runs a command"));
    }

    private Health openPage(Firefox firefox) {
        long start = System.nanoTime();
        Duration limit = settings.commandTimeout();
        try {
            firefox.call(() -> firefox.probe(limit), limit);
            return withSessions(readyWith(firefox)).after(Duration.ofNanos(System.nanoTime() - start).toMillis());
        } catch (TimeoutException | TimeoutError e) {
            return withSessions(Health.of("error", "No page could be opened within " + limit.toSeconds() + " s; the browser hangs"));
        } catch (PlaywrightException | BrowserGoneException | IllegalStateException e) {
            return firefox.isAlive() ? withSessions(Health.of("error", "Firefox cannot open a page")) : ready(); // its session ended meanwhile
        }
    }

    private Health unprobed(String why) {
        Health health = ready();
        return health.isGood() ? health.saying(why + ", so no page was opened; the process of Firefox is alive") : health;
    }

    private List<Firefox> browsers() {
        return Stream.concat(warm.waiting().stream(), sessions.browsers().stream()).toList();
    }

    private Health withSessions(Health health) {
        return health.withSessions(sessions.open(), settings.maxSessions());
    }
}
