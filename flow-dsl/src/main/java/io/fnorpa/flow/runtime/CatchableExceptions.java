package io.fnorpa.flow.runtime;

import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.client.BrowserBreakerOpenException;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceAnswerException;
import io.fnorpa.browser.client.BrowserServiceConnectionException;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.browser.client.BrowserServiceTimeoutException;
import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.TotpRefusedException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exceptions that a flow may name in doCatch and onException: one for each kind of problem, and their parents. */
final class CatchableExceptions {

    static final Set<String> NAMES = Stream.concat(
                    Arrays.stream(ProblemKind.values()).map(BrowserException::type),
                    Stream.of(BrowserException.class, BrowserServiceTimeoutException.class, BrowserServiceConnectionException.class,
                            BrowserServiceAnswerException.class, BrowserBreakerOpenException.class, BrowserServiceException.class,
                            TotpRefusedException.class, Exception.class))
            .map(Class::getName).collect(Collectors.toCollection(LinkedHashSet::new));

    private CatchableExceptions() {}

    /** What is wrong with a name; empty if nothing is. */
    static Optional<String> fault(String name) {
        return NAMES.contains(name) ? Optional.empty()
                : Optional.of("'" + name + "' is not an exception that flows catch" + NearestName.hint(String.valueOf(name), NAMES));
    }
}
