package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.net.URI;
import java.util.List;

/** The console as a person uses it, in a browser. */
final class ConsolePages {

    private static final double PATIENCE_MILLIS = 60_000;

    private final Page page;
    private final URI address;

    ConsolePages(Page page, URI address) {
        this.page = page;
        this.address = address;
        page.setDefaultTimeout(PATIENCE_MILLIS);
    }

    /** @param stranger a token that is good and has none of our roles: it is tried first */
    void logIn(String stranger, String token) {
        page.navigate(address.resolve("/hawtio/camel/contexts").toString());
        assertThat(page.url()).endsWith("/hawtio/login");
        page.getByLabel("Token").fill(stranger);
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("[role=alert]").innerText()).contains("none of the roles");
        page.getByLabel("Token").fill(token);
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForURL("**/hawtio/**");
        Cookie cookie = page.context().cookies().get(0);
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(cookie.path).isEqualTo("/hawtio");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
    }

    /** Opens the diagram of a route; of several contexts with such a route that of the last. */
    void openDiagram(String route) {
        page.getByText("Expand all").click();
        page.getByText(route, new Page.GetByTextOptions().setExact(true)).last().click();
        page.getByText("Route Diagram").first().click();
    }

    /** What stands at the diagram's steps: a count, and what it is. */
    List<String> steps() {
        return page.locator(".react-flow__node").allInnerTexts();
    }

    void logOut() {
        page.navigate(address.resolve("/hawtio/auth/logout").toString());
        page.waitForURL("**/hawtio/login");
        assertThat(page.context().cookies()).isEmpty();
        page.navigate(address.resolve("/hawtio/").toString());
        assertThat(page.url()).endsWith("/hawtio/login");
    }
}
