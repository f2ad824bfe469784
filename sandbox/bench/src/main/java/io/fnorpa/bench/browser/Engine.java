package io.fnorpa.bench.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser that the reference drives. The platform drives Firefox, whatever this is. */
enum Engine {

    FIREFOX {
        @Override
        Browser launch(Playwright playwright) {
            return playwright.firefox().launch(new LaunchOptions().setChannel("moz-firefox").setExecutablePath(program()));
        }

        @Override
        Path program() {
            return Path.of(Optional.ofNullable(System.getenv("RPA_FIREFOX")).orElse("/usr/bin/firefox-esr"));
        }
    },

    CHROMIUM {
        @Override
        Browser launch(Playwright playwright) {
            return playwright.chromium().launch(new LaunchOptions().setExecutablePath(program())
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
        }

        @Override
        Path program() {
            return Path.of(Optional.ofNullable(System.getenv("RPA_CHROMIUM")).orElse("/usr/bin/chromium"));
        }
    };

    /** With Playwright's own settings, but for where the browser is. */
    abstract Browser launch(Playwright playwright);

    abstract Path program();
}
