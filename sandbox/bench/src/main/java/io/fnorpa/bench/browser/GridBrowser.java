package io.fnorpa.bench.browser;

import java.net.URI;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.firefox.FirefoxOptions;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Selenium Grid that is already up. */
final class GridBrowser implements Driver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String XPATH = "xpath=";

    private final URI grid;
    private final Engine engine;
    private RemoteWebDriver browser;

    GridBrowser(URI grid, Engine engine) {
        this.grid = grid;
        this.engine = engine;
    }

    @Override
    public String name() {
        return "Selenium Grid, " + engine.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void open() {
        browser = (RemoteWebDriver) RemoteWebDriver.builder().address(grid).oneOf(headless()).build();
    }

    private Capabilities headless() {
        MutableCapabilities options = engine == Engine.FIREFOX ? new FirefoxOptions().addArguments("-headless")
                : new ChromeOptions().addArguments("--headless=new", "--no-sandbox", "--disable-background-networking");
        return options;
    }

    @Override
    public void end() {
        browser.quit();
    }

    @Override
    public void navigate(String url) {
        browser.get(url);
    }

    @Override
    public void fill(String target, String text) {
        WebElement field = browser.findElement(by(target));
        field.clear();
        field.sendKeys(text);
    }

    @Override
    public void click(String target) {
        browser.findElement(by(target)).click();
    }

    @Override
    public String read(String target) {
        return browser.findElement(by(target)).getText();
    }

    @Override
    public int count(String target) {
        return browser.findElements(by(target)).size();
    }

    @Override
    public void await(String target) {
        new WebDriverWait(browser, PATIENCE).until(ExpectedConditions.visibilityOfElementLocated(by(target)));
    }

    @Override
    public byte[] screenshot() {
        return browser.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public byte[] wholePage() {
        return screenshot();
    }

    private static By by(String target) {
        return target.startsWith(XPATH) ? By.xpath(target.substring(XPATH.length())) : By.cssSelector(target);
    }

    @Override
    public void close() {
        // the grid is not ours
    }
}
