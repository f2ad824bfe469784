package io.fnorpa.tools.run;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.CommandDraft;
import java.time.Duration;
import java.util.Base64;

/** A picture of the main page, beside the flow. */
final class StopPicture {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private StopPicture() {}

    static byte[] of(BrowserClient browser) {
        return Base64.getDecoder().decode(browser.execute(CommandDraft.of(CommandType.SCREENSHOT).timeout(LIMIT).build()).contentBase64());
    }
}
