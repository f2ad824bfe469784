package io.fnorpa.browser.service.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Portals live at the root of a host or in a folder of it; flows say {@code login} for both. */
class NavigateVerbTest {

    @ParameterizedTest
    @CsvSource({
        "https://portal.example,           login,        https://portal.example/login",
        "https://portal.example/,          login,        https://portal.example/login",
        "https://portal.example/isp,       login,        https://portal.example/isp/login",
        "https://portal.example/isp/,      login,        https://portal.example/isp/login",
        "https://portal.example/isp,       lines?q=a%20b, https://portal.example/isp/lines?q=a%20b",
        "https://portal.example/isp,       /login,       https://portal.example/login",
        "https://portal.example/isp,       https://sso.example/in, https://sso.example/in"})
    void anAddressIsRelativeToTheBaseUrlAsAFolder(URI base, URI address, URI absolute) {
        assertEquals(absolute, NavigateVerb.folder(base).resolve(address));
    }
}
