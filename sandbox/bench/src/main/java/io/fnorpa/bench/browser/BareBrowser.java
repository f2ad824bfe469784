package io.fnorpa.bench.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.HashMap;
import java.util.Map;

/** Plain Playwright for Java, as its documentation has it: default settings, one browser, one context, one page. */
final class BareBrowser implements Driver {

    private final Engine engine;
    private final Playwright playwright;
    private Browser browser;
    private Page page;

    BareBrowser(Engine engine) {
        this.engine = engine;
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment()));
    }

    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return environment;
    }

    @Override
    public String name() {
        return "plain Playwright, " + engine.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void open() {
        browser = engine.launch(playwright);
        page = browser.newContext().newPage();
    }

    @Override
    public void end() {
        browser.close();
    }

    @Override
    public void navigate(String url) {
        page.navigate(url);
    }

    @Override
    public void fill(String target, String text) {
        page.locator(target).fill(text);
    }

    @Override
    public void click(String target) {
        page.locator(target).click();
    }

    @Override
    public String read(String target) {
        return page.locator(target).innerText();
    }

    @Override
    public int count(String target) {
        return page.locator(target).count();
    }

    @Override
    public void await(String target) {
        page.locator(target).first().waitFor(new Locator.WaitForOptions());
    }

    @Override
    public byte[] screenshot() {
        return page.screenshot();
    }

    @Override
    public byte[] wholePage() {
        return page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
