package io.fnorpa.browser.service.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.firefox.DownloadWatch;
import io.fnorpa.browser.service.firefox.Firefox;
import io.fnorpa.browser.service.secrets.SavedLogin;
import io.fnorpa.browser.service.settings.BrowserSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A portal as one session sees it: its browser context, pages, dialogs, traffic, and the secrets that were given for
 * it. Used on the browser's thread alone.
 */
public final class Portal {

    private final BrowserSettings settings;
    private final Firefox firefox;
    private final URI baseUrl;
    private final BrowserContext context;
    private final Pages pages = new Pages();
    private final Dialogs dialogs = new Dialogs();
    private final PortalTraffic traffic;
    private final SessionSecrets secrets;
    private final Set<TypedSecret> typed = new LinkedHashSet<>();
    private boolean crashed;
    private volatile boolean fileUnderWay;

    /** Where a secret was typed, so that a screenshot can paint it over even if it cannot be read back. */
    record TypedSecret(Page page, String frame, String target) {}

    /** On the browser's thread. */
    public Portal(Firefox firefox, SessionRequest request, BrowserSettings settings) {
        this.settings = settings;
        this.firefox = firefox;
        this.baseUrl = request.baseUrl();
        this.traffic = new PortalTraffic(firefox.proxy().journal());
        this.secrets = new SessionSecrets(request.credentials() == null ? Map.of() : request.credentials(), SavedLogin.tokens(request.storageState()));
        BrowserContext spare = isPlain(request) ? firefox.takeSpare() : null;
        this.context = spare == null ? firefox.newContext(options(request)) : spare;
        context.onPage(this::opened);
        context.onDialog(dialogs::answer);
        context.onResponse(traffic::arrived);
        context.onRequestFailed(traffic::failed);
        if (context.pages().isEmpty()) {
            context.newPage();
        }
        context.pages().forEach(this::opened);
    }

    private boolean isPlain(SessionRequest request) {
        return isEmpty(request.storageState())
                && (request.locale() == null || request.locale().equals(settings.locale()))
                && (request.timeZone() == null || request.timeZone().equals(settings.timeZone()));
    }

    private Browser.NewContextOptions options(SessionRequest request) {
        Browser.NewContextOptions options = firefox.defaults();
        if (request.locale() != null) {
            options.setLocale(request.locale());
        }
        if (request.timeZone() != null) {
            options.setTimezoneId(request.timeZone());
        }
        if (!isEmpty(request.storageState())) {
            options.setStorageState(text(request.storageState()));
        }
        return options;
    }

    /** By the mapper that keeps no buffers: {@link JsonNode#toString} has one that does, and this is a secret. */
    private static String text(JsonNode state) {
        try {
            return WireJson.mapper().writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree must be writable", e);
        }
    }

    private static boolean isEmpty(JsonNode state) {
        return state == null || state.isNull() || state.isEmpty();
    }

    private void opened(Page page) {
        if (pages.add(page)) {
            page.onCrash(gone -> crashed = true);
        }
    }

    void typed(Page page, String frame, String target) {
        typed.add(new TypedSecret(page, frame, target));
    }

    Set<TypedSecret> typed() {
        return typed;
    }

    boolean isCrashed() {
        return crashed || !firefox.isAlive();
    }

    /** Asks the browser whether the session's context is there: a killed Firefox closes its pages before its process is gone. */
    boolean isGone() {
        try {
            context.cookies();
            return false;
        } catch (PlaywrightException e) {
            return true;
        }
    }

    URI baseUrl() {
        return baseUrl;
    }

    BrowserContext context() {
        return context;
    }

    Pages pages() {
        return pages;
    }

    Dialogs dialogs() {
        return dialogs;
    }

    PortalTraffic traffic() {
        return traffic;
    }

    SessionSecrets secrets() {
        return secrets;
    }

    void setFileUnderWay(boolean newFileUnderWay) {
        fileUnderWay = newFileUnderWay;
    }

    /** Whether a download has begun that has not ended. From any thread. */
    public boolean isFileUnderWay() {
        return fileUnderWay;
    }

    DownloadWatch downloads() {
        return firefox.downloads();
    }

    /** Takes a downloaded file into what is kept as long as the session. */
    KeptFile keep(Path file) throws IOException {
        return KeptFile.take(file, firefox.answers());
    }

    long maxDownload() {
        return settings.maxDownload().asLongValue();
    }

    /**
     * The same problem in words that may leave the session and be logged. From any thread.
     *
     * @throws ProblemException another one, if the session has ended: then nothing can be cleaned any more
     */
    public ProblemException withoutSecrets(ProblemException problem) {
        return secrets.takeOut(problem);
    }

    /** Drops the credentials from memory. From any thread. */
    public void forgetSecrets() {
        secrets.forget();
    }
}
