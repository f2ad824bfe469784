package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.net.URI;
import java.util.Locale;

/** Goes to an address; brings back the HTTP status of the document. */
final class NavigateVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        String url = absolute(scope);
        Page page = scope.page();
        scope.portal().traffic().forget(page);
        Response response = page.navigate(url, new Page.NavigateOptions()
                .setTimeout(scope.leftMs())
                .setWaitUntil(waitUntil(scope.command().waitUntil())));
        Failures.document(scope).ifPresent(problem -> {
            throw problem;
        });
        return Yield.of(response == null ? null : response.status());
    }

    private static String absolute(Scope scope) {
        String url = scope.command().url();
        URI absolute;
        try {
            absolute = folder(scope.portal().baseUrl()).resolve(new URI(url.replace(" ", "%20")));
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw ProblemException.invalid("url " + url + " is not an address");
        }
        String scheme = String.valueOf(absolute.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw ProblemException.of(ProblemKind.NAVIGATION_BLOCKED,
                    "The page may not be loaded: only http and https addresses are allowed, not " + scheme + ":");
        }
        return absolute.toString();
    }

    /** A base URL is a folder, with a slash at its end or without: {@code login} is below {@code https://host/portal}. */
    static URI folder(URI base) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return path.endsWith("/") ? base : base.resolve(path + "/");
    }

    private static WaitUntilState waitUntil(String name) {
        return name == null ? WaitUntilState.LOAD : WaitUntilState.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
