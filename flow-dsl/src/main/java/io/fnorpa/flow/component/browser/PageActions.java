package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.Command.UploadFile;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.CommandDraft;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The verbs that act on the page, as a person would. */
final class PageActions {

    private PageActions() {}

    static void navigate(BrowserCall call) {
        String url = call.text("url");
        if (!call.attempt().isInKamelet()) {
            call.attempt().step("open " + url);
        }
        call.send(call.draft(CommandType.NAVIGATE).url(url).waitUntil(call.text("waitUntil")));
    }

    static void fill(BrowserCall call) {
        call.send(text(call, CommandType.FILL));
    }

    static void type(BrowserCall call) {
        call.send(text(call, CommandType.TYPE));
    }

    private static CommandDraft text(BrowserCall call, CommandType type) {
        return call.draft(type).value(call.text("value")).credential(call.text("credential"));
    }

    static void click(BrowserCall call) {
        if (call.has("dialog")) {
            call.send(CommandDraft.of(CommandType.DIALOG).page(call.text("page")).accept(call.text("dialog").equals("accept")));
        }
        call.send(CommandType.CLICK);
    }

    static void select(BrowserCall call) {
        call.send(call.draft(CommandType.SELECT).value(call.text("value")));
    }

    static void check(BrowserCall call) {
        call.send(CommandType.CHECK);
    }

    static void uncheck(BrowserCall call) {
        call.send(CommandType.UNCHECK);
    }

    static void press(BrowserCall call) {
        call.send(call.draft(CommandType.PRESS).key(call.text("key")));
    }

    static void hover(BrowserCall call) {
        call.send(CommandType.HOVER);
    }

    static void submit(BrowserCall call) {
        call.send(CommandType.SUBMIT);
    }

    static void upload(BrowserCall call) {
        byte[] bytes = call.has("value") ? call.text("value").getBytes(StandardCharsets.UTF_8)
                : call.exchange().getMessage().getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalArgumentException("browser:upload has nothing to upload: give option 'value', or set the body before");
        }
        UploadFile file = new UploadFile(call.text("fileName"), call.text("contentType", "application/octet-stream"),
                Base64.getEncoder().encodeToString(bytes));
        call.send(call.draft(CommandType.UPLOAD).files(List.of(file)));
    }

    /** The body becomes the text of the dialog seen last. */
    static void dialog(BrowserCall call) {
        CommandDraft dialog = CommandDraft.of(CommandType.DIALOG).page(call.text("page"))
                .accept(call.text("action").equals("accept")).promptText(call.text("promptText"));
        call.body(call.send(dialog).value());
    }
}
