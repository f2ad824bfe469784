package io.fnorpa.browser.client;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.Command.UploadFile;
import io.fnorpa.browser.CommandType;
import io.fnorpa.secret.Secret;
import java.time.Duration;
import java.util.List;

/** Writes a {@link Command} field by field; what is not set stays null. The fields' meaning is told there. */
public final class CommandDraft {

    private final CommandType type;
    private String page;
    private String frame;
    private String target;
    private Integer timeoutMs;
    private String url;
    private String waitUntil;
    private String value;
    private String credential;
    private String key;
    private String state;
    private String orTarget;
    private String pattern;
    private String response;
    private String kind;
    private String attribute;
    private Boolean fullPage;
    private List<String> mask;
    private List<UploadFile> files;
    private Boolean accept;
    private String promptText;
    private Secret code;

    private CommandDraft(CommandType type) {
        this.type = type;
    }

    public static CommandDraft of(CommandType type) {
        return new CommandDraft(type);
    }

    public CommandDraft page(String newPage) {
        page = newPage;
        return this;
    }

    public CommandDraft frame(String newFrame) {
        frame = newFrame;
        return this;
    }

    public CommandDraft target(String newTarget) {
        target = newTarget;
        return this;
    }

    /** The command's limit; null leaves it to the service. */
    public CommandDraft timeout(Duration newTimeout) {
        timeoutMs = newTimeout == null ? null : Math.toIntExact(newTimeout.toMillis());
        return this;
    }

    /** The limit of a command that was given none. */
    public CommandDraft orTimeout(Duration byDefault) {
        return timeoutMs == null ? timeout(byDefault) : this;
    }

    /** Lowers the command's limit to what is left, if it is higher or open; never raises it. */
    public CommandDraft atMost(Duration left) {
        return isLongerThan(left) ? timeout(left) : this;
    }

    /** Whether the command's limit is beyond {@code left}; one that is open is. */
    public boolean isLongerThan(Duration left) {
        return timeoutMs == null || timeoutMs > left.toMillis();
    }

    public CommandDraft url(String newUrl) {
        url = newUrl;
        return this;
    }

    public CommandDraft waitUntil(String newWaitUntil) {
        waitUntil = newWaitUntil;
        return this;
    }

    public CommandDraft value(String newValue) {
        value = newValue;
        return this;
    }

    public CommandDraft credential(String newCredential) {
        credential = newCredential;
        return this;
    }

    public CommandDraft key(String newKey) {
        key = newKey;
        return this;
    }

    public CommandDraft state(String newState) {
        state = newState;
        return this;
    }

    public CommandDraft orTarget(String newOrTarget) {
        orTarget = newOrTarget;
        return this;
    }

    public CommandDraft pattern(String newPattern) {
        pattern = newPattern;
        return this;
    }

    public CommandDraft response(String newResponse) {
        response = newResponse;
        return this;
    }

    public CommandDraft kind(String newKind) {
        kind = newKind;
        return this;
    }

    public CommandDraft attribute(String newAttribute) {
        attribute = newAttribute;
        return this;
    }

    public CommandDraft fullPage(Boolean newFullPage) {
        fullPage = newFullPage;
        return this;
    }

    public CommandDraft mask(List<String> newMask) {
        mask = newMask;
        return this;
    }

    public CommandDraft files(List<UploadFile> newFiles) {
        files = newFiles;
        return this;
    }

    public CommandDraft accept(Boolean newAccept) {
        accept = newAccept;
        return this;
    }

    public CommandDraft promptText(String newPromptText) {
        promptText = newPromptText;
        return this;
    }

    public CommandDraft code(Secret newCode) {
        code = newCode;
        return this;
    }

    /** The command, without an id: {@link BrowserClient} gives it one. */
    public Command build() {
        return new Command(null, type, page, frame, target, timeoutMs, url, waitUntil, value, credential, key, state,
                orTarget, pattern, response, kind, attribute, fullPage, mask, null, files, accept, promptText, code);
    }
}
