package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.CommandTimeoutException;
import io.fnorpa.browser.client.ElementNotFoundException;
import io.fnorpa.browser.client.ElementNotVisibleException;
import io.fnorpa.browser.client.SessionExpiredException;
import io.fnorpa.flow.DeadlineReachedException;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.component.MessageOption;
import io.fnorpa.flow.component.TimeLimit;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;

/** One message at one verb: its options as they are for this message, and the attempt that it belongs to. */
final class BrowserCall {

    private final BrowserVerb verb;
    private final Map<String, MessageOption> options;
    private final Exchange exchange;
    private final FlowAttempt attempt;
    private boolean isCut;

    BrowserCall(BrowserVerb verb, Map<String, MessageOption> options, Exchange exchange, FlowAttempt attempt) {
        this.verb = verb;
        this.options = options;
        this.exchange = exchange;
        this.attempt = attempt;
    }

    FlowAttempt attempt() {
        return attempt;
    }

    Exchange exchange() {
        return exchange;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The option's text for this message; null if it was not given. */
    String text(String option) {
        return text(option, null);
    }

    String text(String option, String byDefault) {
        MessageOption given = options.get(option);
        if (given == null) {
            return byDefault;
        }
        try {
            return given.text(exchange);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(verb.fullName() + ", option '" + option + "': " + e.getMessage());
        }
    }

    boolean flag(String option) {
        return Boolean.parseBoolean(text(option, "false"));
    }

    /** The option {@code timeout}; null if it was not given. */
    Duration timeout() {
        return has("timeout") ? TimeLimit.parse(text("timeout")) : null;
    }

    /** A command with what most verbs share: target, frame, page, timeout. */
    CommandDraft draft(CommandType type) {
        return CommandDraft.of(type).target(text("target")).frame(text("frame")).page(text("page")).timeout(timeout());
    }

    /** A command on the verb's page and frame, but with another target. */
    CommandDraft draftAt(CommandType type, String target) {
        return draft(type).target(target);
    }

    /**
     * Has the command done, within its own limit and the time that the attempt has left.
     *
     * @throws DeadlineReachedException its limit was cut to what is left, and it was not done within that
     */
    CommandResult send(CommandDraft draft) {
        Duration left = attempt.requireTime();
        doing();
        isCut = draft.orTimeout(attempt.commandLimit()).isLongerThan(left);
        try {
            return attempt.browser().execute(draft.atMost(left).build());
        } catch (ElementNotFoundException | ElementNotVisibleException | CommandTimeoutException | SessionExpiredException e) {
            throw isCut ? timeIsOver(e.getMessage(), e) : e;
        }
    }

    /** What the message and the picture will tell if it fails. */
    void doing() {
        attempt.doing(verb.fullName() + (has("target") ? " " + text("target") : has("url") ? " " + text("url") : ""), text("page"));
    }

    /**
     * Asks, where the last command's answer was no, whether it had its time.
     *
     * @throws DeadlineReachedException its limit was cut to what the attempt had left
     */
    void requireItsTime(String answer) {
        if (isCut) {
            throw timeIsOver(answer, null);
        }
    }

    private static DeadlineReachedException timeIsOver(String failure, Throwable cause) {
        return new DeadlineReachedException("The attempt's time was over before it was done: " + failure, cause);
    }

    CommandResult send(CommandType type) {
        return send(draft(type));
    }

    void body(Object body) {
        exchange.getMessage().setBody(body);
    }
}
