package io.fnorpa.security;

import io.fnorpa.secret.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie of a login to the console: only for {@code /hawtio}, never for scripts nor for requests that another site began, and
 * over TLS alone where it came by TLS.
 */
public final class ConsoleCookie {

    /** Where the console is. */
    public static final String CONSOLE = "/hawtio";
    /** Where a person logs in, and comes back to when a login is no longer good. */
    public static final String LOGIN = CONSOLE + "/login";
    /** Where Hawtio's own menu goes to log out. */
    public static final String LOGOUT = CONSOLE + "/auth/logout";

    private static final String NAME = "fnorpa-console";
    private static final Set<String> WITHOUT_LOGIN = Set.of(LOGIN, LOGOUT);
    private static final int SEE_OTHER = 303;

    private ConsoleCookie() {}

    /** Is it the console's, whatever its spelling? */
    public static boolean isConsole(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }

    /** The login that a request comes with. Who is on the way to another, or out, needs none that is good. */
    static Optional<String> of(RoutingContext context) {
        if (!isConsole(context) || WITHOUT_LOGIN.contains(context.normalizedPath())) {
            return Optional.empty();
        }
        Optional<String> login = Optional.ofNullable(context.request().getCookie(NAME)).map(Cookie::getValue);
        context.put(NAME, login.isPresent() ? Boolean.TRUE : null);
        return login;
    }

    /** Was the request let in by the cookie, which a browser sends by itself? */
    public static boolean letIn(RoutingContext context) {
        return context.get(NAME) != null;
    }

    /** Does a person's browser want to show one of the console's pages? */
    static boolean isVisit(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return isConsole(context) && HttpMethod.GET.equals(context.request().method()) && accept != null && accept.contains("text/html");
    }

    static void sendToLogin(RoutingContext context, boolean hadLogin) {
        drop(context);
        send(context, hadLogin ? LOGIN + "?again" : LOGIN);
    }

    /** To another page, which the browser asks for by GET. */
    public static void send(RoutingContext context, String path) {
        context.response().setStatusCode(SEE_OTHER).putHeader(HttpHeaders.LOCATION, path).putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end();
    }

    /** @param life until the login ends */
    public static void give(RoutingContext context, Secret token, Duration life) {
        context.response().addCookie(cookie(context, token.reveal()).setMaxAge(Math.max(0, life.toSeconds())));
    }

    public static void drop(RoutingContext context) {
        context.response().addCookie(cookie(context, "").setMaxAge(0));
    }

    private static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(NAME, value).setPath(CONSOLE).setHttpOnly(true).setSameSite(CookieSameSite.STRICT).setSecure(byTls(context));
    }

    /** Here, or at the router in front. Who says so without it being true locks out nobody but himself. */
    private static boolean byTls(RoutingContext context) {
        return context.request().isSSL() || "https".equalsIgnoreCase(context.request().getHeader("X-Forwarded-Proto"))
                || String.valueOf(context.request().getHeader("Forwarded")).toLowerCase(Locale.ROOT).contains("proto=https");
    }
}
