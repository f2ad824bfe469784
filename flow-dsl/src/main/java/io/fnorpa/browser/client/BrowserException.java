package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import java.util.List;

/** The browser service answered a command with a problem. There is one subclass for each {@link ProblemKind}. */
public class BrowserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    protected BrowserException(Problem problem) {
        super(text(problem));
        this.problem = problem;
    }

    /** The problem as the service told it; its texts hold no secret. */
    public Problem problem() {
        return problem;
    }

    /** Short and stable: {@code element-not-found}; {@code browser-problem} where the service's kind is not known here. */
    public String code() {
        return ProblemKind.ofType(problem.type()).map(ProblemKind::code).orElse("browser-problem");
    }

    /** The class of the exception that stands for a kind. */
    public static Class<? extends BrowserException> type(ProblemKind kind) {
        return of(kind, Problem.of(kind, null)).getClass();
    }

    /** The exception that stands for the problem's kind. */
    public static BrowserException of(Problem problem) {
        return ProblemKind.ofType(problem.type()).map(kind -> of(kind, problem)).orElseGet(() -> new BrowserException(problem));
    }

    private static BrowserException of(ProblemKind kind, Problem problem) {
        return switch (kind) {
            case ELEMENT_NOT_FOUND -> new ElementNotFoundException(problem);
            case ELEMENT_NOT_VISIBLE -> new ElementNotVisibleException(problem);
            case TIMEOUT -> new CommandTimeoutException(problem);
            case PORTAL_UNREACHABLE -> new PortalUnreachableException(problem);
            case PORTAL_ERROR -> new PortalErrorException(problem);
            case NAVIGATION_BLOCKED -> new NavigationBlockedException(problem);
            case DIALOG_UNEXPECTED -> new DialogUnexpectedException(problem);
            case SESSION_NOT_FOUND -> new SessionNotFoundException(problem);
            case SESSION_EXPIRED -> new SessionExpiredException(problem);
            case SESSION_BUSY -> new SessionBusyException(problem);
            case BROWSER_CRASHED -> new BrowserCrashedException(problem);
            case INVALID_COMMAND -> new InvalidCommandException(problem);
            case UNAUTHORIZED -> new UnauthorizedException(problem);
            case FORBIDDEN -> new ForbiddenException(problem);
            case CAPACITY -> new CapacityException(problem);
            case SHUTTING_DOWN -> new ShuttingDownException(problem);
        };
    }

    private static String text(Problem problem) {
        StringBuilder text = new StringBuilder(problem.title() == null ? "Problem " + problem.status() : problem.title());
        if (problem.detail() != null) {
            text.append(": ").append(problem.detail());
        }
        List<String> candidates = problem.candidates();
        if (candidates != null && !candidates.isEmpty()) {
            text.append(". There is: ").append(String.join(", ", candidates));
        }
        return text.toString();
    }
}
