package io.fnorpa.browser.service.firefox;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.PlaywrightImpl;
import com.microsoft.playwright.impl.driver.Driver;
import java.util.Map;

/**
 * Starts Playwright's driver, a Node process, with an environment of its own. {@code Playwright.create} keeps the
 * environment of its first call for the whole JVM, so each browser gets a driver instance of its own here.
 */
final class PlaywrightDriver {

    private static final String DRIVER_FOLDER = "playwright.cli.dir";
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private PlaywrightDriver() {}

    /**
     * Call it on the thread that will use what it gives. The driver that {@code -Dplaywright.cli.dir} names is used; if
     * there is none, the one in the jar is unpacked once in this process's life.
     */
    static Playwright start(Map<String, String> environment) {
        unpackOnce();
        return PlaywrightImpl.createImpl(new Playwright.CreateOptions().setEnv(environment), true);
    }

    private static synchronized void unpackOnce() {
        if (System.getProperty(DRIVER_FOLDER) == null) {
            Driver unpacked = Driver.ensureDriverInstalled(NO_DOWNLOAD, false);
            System.setProperty(DRIVER_FOLDER, unpacked.driverDir().toString());
        }
    }
}
