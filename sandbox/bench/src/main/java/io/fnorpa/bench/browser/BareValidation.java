package io.fnorpa.bench.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The validation of {@code fno-flows/metrofiber}, command by command, as a person would script it by hand: sign in, find
 * the service, open it, read it, keep a picture.
 */
final class BareValidation {

    private static final String RESULT = "xpath=//table[@id='results']//a[normalize-space()='%s']";

    private final Driver browser;
    private final String portal;
    private final String email;
    private final String password;

    BareValidation(Driver browser, String portal, String email, String password) {
        this.browser = browser;
        this.portal = portal;
        this.email = email;
        this.password = password;
    }

    /** The fields that were read; the last thing is the picture. */
    Map<String, String> run(String service) {
        signIn();
        find(service);
        browser.click(RESULT.formatted(service));
        browser.await("#svc-status");
        checkPage();
        Map<String, String> fields = read();
        fields.put("picture", String.valueOf(browser.wholePage().length));
        return fields;
    }

    private void signIn() {
        browser.navigate(portal + "/login");
        browser.fill("input[type=email]", email);
        browser.fill("input[type=password]", password);
        browser.click("xpath=//button[normalize-space()='Sign in']");
        browser.await("#logout");
        checkPage();
    }

    private void find(String service) {
        browser.fill("#q", service);
        browser.click("xpath=//button[normalize-space()='Search']");
        browser.await("#results");
        checkPage();
        if (browser.count(RESULT.formatted(service)) != 1 || browser.count("#pager a[rel=next]") > 1) {
            throw new IllegalStateException(service + " is not on the first page of the results");
        }
    }

    private void checkPage() {
        if (browser.count("#maintenance") + browser.count("#server-error") > 0) {
            throw new IllegalStateException("The portal shows maintenance or an error");
        }
    }

    private Map<String, String> read() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : new String[] {"id", "status", "customer", "address", "suburb", "product", "speed", "ont", "activated"}) {
            fields.put(field, browser.read("#svc-" + field));
        }
        return fields;
    }
}
