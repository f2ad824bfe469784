package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.component.StepName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The verbs that keep what was seen. */
final class Evidence {

    private Evidence() {}

    static void screenshot(BrowserCall call) {
        String step = StepName.require("step", call.text("step"));
        call.attempt().step(step);
        CommandDraft picture = call.draft(CommandType.SCREENSHOT).fullPage(call.has("fullPage") ? call.flag("fullPage") : null)
                .mask(call.has("mask") ? List.of(call.text("mask")) : null);
        keep(call, step, call.send(picture));
    }

    /** The body becomes the file's text, where a result field was named for it; else the evidence key. */
    static void download(BrowserCall call) {
        String step = StepName.require("step", call.text("step", "download"));
        CommandResult file = call.send(CommandType.DOWNLOAD);
        EvidenceReceipt receipt = keep(call, step, file);
        call.body(call.has("name") ? keepText(call, file) : receipt.key());
    }

    private static EvidenceReceipt keep(BrowserCall call, String step, CommandResult file) {
        return call.attempt().channel().evidence(step, file.contentType(), bytes(file));
    }

    private static String keepText(BrowserCall call, CommandResult file) {
        if (!isText(file)) {
            throw new IllegalStateException("The portal gave " + file.fileName() + " (" + file.contentType()
                    + "), which has no text for result field '" + call.text("name") + "'; leave option 'name' out to keep the file alone");
        }
        String text = new String(bytes(file), StandardCharsets.UTF_8);
        call.attempt().results().put(call.text("name"), text);
        return text;
    }

    private static boolean isText(CommandResult file) {
        String type = file.contentType() == null ? "" : file.contentType().toLowerCase(Locale.ROOT);
        String name = file.fileName() == null ? "" : file.fileName().toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.contains("csv")
                || name.endsWith(".csv") || name.endsWith(".txt");
    }

    private static byte[] bytes(CommandResult file) {
        return Base64.getDecoder().decode(file.contentBase64());
    }
}
