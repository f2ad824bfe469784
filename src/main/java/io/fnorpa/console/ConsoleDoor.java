package io.fnorpa.console;

import io.fnorpa.api.ApiProblem;
import io.fnorpa.api.ApiProblemKind;
import io.fnorpa.api.ProblemAnswer;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.security.ConsoleCookie;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what nothing of the console should see, behind authentication: other spellings of a path, other methods, requests that another
 * site began, bodies that are large or of unknown length. It gives each answer its headers, and leads deep links to Hawtio's one page.
 */
@ApplicationScoped
public class ConsoleDoor {

    /** Where Hawtio finds Jolokia. */
    static final String JOLOKIA = ConsoleCookie.CONSOLE + "/jolokia";

    /** Longest body, in bytes. Hawtio asks for some hundred values at once. */
    static final long LONGEST_BODY = 1_048_576;

    /**
     * Hawtio's style comes from its scripts, which compile no code, and its pictures are partly in its style. Nothing is loaded from another host.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final int BEHIND_AUTHORIZATION = 90;
    private static final String INDEX = "META-INF/resources/hawtio/index.html";
    /** Only to be asked by POST, but for Hawtio's question whether it is there. */
    private static final Set<String> JOLOKIA_BY_GET = Set.of(JOLOKIA, JOLOKIA + "/", JOLOKIA + "/version");
    private static final Set<String> BY_POST = Set.of(JOLOKIA, JOLOKIA + "/", ConsoleCookie.LOGIN);
    /** The pages among which Hawtio's script finds its way. */
    private static final Pattern PAGE = Pattern.compile(ConsoleCookie.CONSOLE + "/(index\\.html|(camel|jmx|preferences|help)(/.*)?)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");

    private final PlatformConfig config;
    private final Buffer index;

    ConsoleDoor(PlatformConfig config) {
        this.config = config;
        this.index = index();
    }

    private static Buffer index() {
        try (InputStream page = ConsoleDoor.class.getClassLoader().getResourceAsStream(INDEX)) {
            return Buffer.buffer(Objects.requireNonNull(page, "Hawtio's front end is not in this build: no " + INDEX).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEHIND_AUTHORIZATION);
    }

    private void check(RoutingContext context) {
        if (!ConsoleCookie.isConsole(context)) {
            context.next();
            return;
        }
        addHeaders(context);
        problem(context).ifPresentOrElse(found -> ProblemAnswer.send(context, found), () -> letIn(context));
    }

    private void letIn(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals(ConsoleCookie.CONSOLE)) {
            ConsoleCookie.send(context, ConsoleCookie.CONSOLE + "/");
        } else if (PAGE.matcher(path).matches()) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8").end(index);
        } else {
            context.next();
        }
    }

    private Optional<ApiProblem> problem(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (!path.equals(request.path()) || !config.roles().contains(Role.ORCHESTRATOR)) {
            return Optional.of(ApiProblem.of(ApiProblemKind.NOT_FOUND, "There is no such path"));
        }
        if (path.startsWith(JOLOKIA + "/") && !JOLOKIA_BY_GET.contains(path)) {
            return Optional.of(ApiProblem.of(ApiProblemKind.NOT_FOUND, "Ask " + JOLOKIA + " by POST, with the request as JSON"));
        }
        boolean post = HttpMethod.POST.equals(request.method());
        if (!post && !HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method()) || post && !BY_POST.contains(path)) {
            return Optional.of(ApiProblem.of(ApiProblemKind.METHOD_NOT_ALLOWED, request.method() + " is not for this"));
        }
        if ((post || path.equals(ConsoleCookie.LOGOUT)) && !isOfThisSite(context, post)) {
            return Optional.of(ApiProblem.of(ApiProblemKind.FORBIDDEN, "The request does not come from a page of this console"));
        }
        return post ? bodyProblem(context) : Optional.empty();
    }

    /**
     * A browser says who began a request. A program that shows a token need not; a cookie alone is not enough to change something.
     */
    private static boolean isOfThisSite(RoutingContext context, boolean changes) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !Set.of("same-origin", "none").contains(site)) {
            return false;
        }
        return origin == null ? !changes || site != null || !ConsoleCookie.letIn(context) : isHere(origin, request);
    }

    private static boolean isHere(String origin, HttpServerRequest request) {
        try {
            String there = URI.create(origin).getAuthority();
            return there != null && there.equalsIgnoreCase(String.valueOf(request.authority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<ApiProblem> bodyProblem(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !LENGTH.matcher(length).matches() || Long.parseLong(length) > LONGEST_BODY) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            return Optional.of(ApiProblem.of(ApiProblemKind.TOO_LARGE, "A body wants its Content-Length, and may have " + LONGEST_BODY + " bytes at the most"));
        }
        String type = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        boolean form = context.normalizedPath().equals(ConsoleCookie.LOGIN);
        return type.startsWith(form ? "application/x-www-form-urlencoded" : "application/json") || !form && type.startsWith("text/json") ? Optional.empty()
                : Optional.of(ApiProblem.of(ApiProblemKind.UNSUPPORTED_MEDIA_TYPE, form ? "Send the form of the login page" : "Send JSON"));
    }

    private static void addHeaders(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff").putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin").putHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!context.normalizedPath().startsWith(ConsoleCookie.CONSOLE + "/static/")) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
