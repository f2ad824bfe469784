package io.fnorpa.bench.browser;

import com.microsoft.playwright.Playwright;
import java.io.IOException;

/**
 * The bare program as a process of its own: starts, opens a page in each of so many browsers, says so, and ends when its
 * standard input is closed. Arguments: engine, address of the page, number of browsers.
 */
final class BareProgram {

    static final String OPENED = "opened";

    private BareProgram() {}

    public static void main(String[] arguments) throws IOException {
        Engine engine = Engine.valueOf(arguments[0]);
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(BareBrowser.environment()))) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                engine.launch(playwright).newContext().newPage().navigate(arguments[1]);
            }
            System.out.println(OPENED);
            while (System.in.read() >= 0) {
                // what is written there means nothing
            }
        }
    }
}
