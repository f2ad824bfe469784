package io.fnorpa.browser.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.SessionOpened;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.WireJson;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * Drives one session of one browser service over its REST API. Commands are sent one after the other; an instance may
 * be handed from thread to thread. A command whose connection broke, or whose answer did not come, is sent again under
 * its first id, so that the service answers what it did and clicks nothing twice. Around that stands the circuit breaker
 * of the process's browser services: while it is open nothing is sent, and it learns how each call went.
 */
public final class BrowserClient {

    private static final Duration DEFAULT_COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(90);
    private static final Resending ONCE = new Resending(1, Duration.ZERO, Duration.ZERO);

    private final URI service;
    private final BrowserHttp http;
    private final Resending resending;
    private final BrowserUse use;

    /** Behind no circuit breaker. */
    public BrowserClient(URI service, Secret token) {
        this(service, token, Resending.DEFAULT);
    }

    /** Behind no circuit breaker. */
    public BrowserClient(URI service, Secret token, Resending resending) {
        this(service, token, resending, BrowserBreaker.disabled().use());
    }

    /**
     * @param service   base address of the browser service, such as {@code http://127.0.0.1:41233}
     * @param token     of the session
     * @param resending what to do about broken connections
     * @param use       what the circuit breaker knows of this browser service; all clients of one session share it
     */
    public BrowserClient(URI service, Secret token, Resending resending, BrowserUse use) {
        this.service = service;
        this.http = new BrowserHttp(service, token, use.whenLost());
        this.resending = resending;
        this.use = use;
    }

    /** Opens the session that the token is for. It has no command id: a service that opened it already says so itself. */
    public SessionOpened open(SessionRequest session) {
        return post("/browser/session/create", session, OPEN_LIMIT, SessionOpened.class);
    }

    /**
     * Has a command done. A command without an id gets one. One without a limit has the service's, which is taken to be
     * 30 s here: give it one where the service may have another.
     *
     * @throws BrowserException            the service answered with a problem; the subclass says which
     * @throws BrowserServiceException     it gave no usable answer, or the breaker is open; the subclass says which
     */
    public CommandResult execute(Command command) {
        Command named = CommandIds.named(command);
        return post("/browser/execute", named, limitOf(named), CommandResult.class);
    }

    /**
     * Types a code into the session.
     *
     * @param target selector of the field
     * @param frame  as in {@link Command}; or null
     * @param page   as in {@link Command}; or null
     */
    public CommandResult submitTotp(String target, String frame, String page, Secret code) {
        Command command = CommandDraft.of(CommandType.TOTP).target(target).frame(frame).page(page).code(code)
                .timeout(DEFAULT_COMMAND_LIMIT).build();
        Command named = CommandIds.named(command);
        ObjectNode body = WireJson.mapper().valueToTree(named);
        body.remove("type"); // the address says it
        return post("/browser/totp/submit", body, limitOf(named), CommandResult.class);
    }

    /** The session's cookies and storage, for a later session of the same account. It is a secret. */
    public JsonNode storageState() {
        return WireJson.mapper().valueToTree(
                execute(CommandDraft.of(CommandType.STORAGE_STATE).timeout(DEFAULT_COMMAND_LIMIT).build()).value());
    }

    /**
     * Ends the session; one that is gone already is no error. It is asked for while the breaker is open too, so that no
     * credentials are left behind; of a service that has failed before it is asked once, and for 5 s. With it ends the use.
     *
     * @return false if the service knows no such session: it never was opened, or ended long ago
     */
    public boolean close() {
        return close(use.hasFailed() ? Duration.ZERO : DEFAULT_COMMAND_LIMIT, use.hasFailed() ? ONCE : resending);
    }

    /** As {@link #close()}, of a service that may not be there any more: it is asked once, and for 5 s. */
    public boolean closeQuickly() {
        return close(Duration.ZERO, ONCE);
    }

    private boolean close(Duration limit, Resending tries) {
        try {
            use.watch(() -> http.delete("/browser/session/close", limit, tries));
            return true;
        } catch (SessionExpiredException e) {
            return true;
        } catch (SessionNotFoundException e) {
            return false;
        } finally {
            use.end();
        }
    }

    /** Whether the service would take a session now. Never throws: a service that gives no answer is {@code UNREACHABLE}. */
    public static Readiness ready(URI service) {
        return Readiness.ask(service);
    }

    private <T> T post(String path, Object body, Duration limit, Class<T> type) {
        use.begin();
        return use.watch(() -> http.post(path, body, limit, resending, type));
    }

    private static Duration limitOf(Command command) {
        return command.timeoutMs() == null ? DEFAULT_COMMAND_LIMIT : Duration.ofMillis(command.timeoutMs());
    }

    @Override
    public String toString() {
        return "browser client of " + service;
    }
}
