package io.fnorpa.browser.service.command;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.secrets.SecretFinder;
import io.fnorpa.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets of one session: the credentials and the tokens of the saved login it was opened with, and the codes that were typed. They are taken out of
 * every text that leaves the session, in whatever spelling {@link SecretFinder} knows. Written on the browser's thread,
 * forgotten from any.
 */
final class SessionSecrets {

    private static final int MOST_CODES = 100;
    private static final String TAKEN_OUT = "(secret)";
    private static final String NO_PIECE = "\0";

    private final Map<String, Secret> credentials;
    private final List<Secret> tokens;
    private final List<Secret> codes = new ArrayList<>();
    private volatile SecretFinder finder; // null once all is forgotten

    /** @param tokens of the saved login that it was opened with */
    SessionSecrets(Map<String, Secret> credentials, List<Secret> tokens) {
        this.credentials = Map.copyOf(credentials);
        this.tokens = List.copyOf(tokens);
        finder = newFinder();
    }

    private SecretFinder newFinder() {
        return SecretFinder.of(Stream.of(credentials.values(), tokens, codes).flatMap(Collection::stream).toList());
    }

    /** The credential of a name. */
    Secret credential(String name) {
        finder();
        Secret secret = credentials.get(name);
        if (secret == null) {
            throw ProblemException.invalid("The session has no credential '" + name + "'; it was opened with "
                    + (credentials.isEmpty() ? "none" : String.join(", ", new TreeSet<>(credentials.keySet()))));
        }
        return secret;
    }

    /** A code that is going to be typed. */
    synchronized void remember(Secret code) {
        finder();
        if (!SecretFinder.isLongEnough(code)) {
            throw ProblemException.invalid("Field 'code' must have at least " + SecretFinder.SHORTEST
                    + " characters: a shorter one could not be told from other text, and would be shown");
        }
        if (codes.contains(code)) {
            return; // typed again
        }
        if (codes.size() >= MOST_CODES) {
            throw ProblemException.invalid("This session has typed " + MOST_CODES + " codes, as many as one may; open another session");
        }
        codes.add(code);
        finder = newFinder();
    }

    /** What finds them. Once the session has ended nothing can be cleaned any more, so nothing may leave it either. */
    private SecretFinder finder() {
        SecretFinder known = finder;
        if (known == null) {
            throw ProblemException.of(ProblemKind.SESSION_NOT_FOUND, "The session has ended");
        }
        return known;
    }

    /** Whether there is nothing to be looked for. */
    boolean areNone() {
        return finder().isEmpty();
    }

    boolean isIn(String text) {
        return finder().isIn(text);
    }

    /** Whether the pieces, put together with or without the white space between them, hold a secret that is in none of them alone. */
    boolean isAcross(List<?> pieces) {
        if (pieces.size() < 2) {
            return false;
        }
        List<String> others = pieces.stream().map(piece -> isIn((String) piece) ? NO_PIECE : (String) piece).toList();
        return isIn(String.join("", others)) || isIn(others.stream().filter(piece -> !piece.isBlank()).collect(Collectors.joining()));
    }

    String takeOut(String text) {
        return finder().replace(text, TAKEN_OUT);
    }

    /** The same result without secrets in its address and texts. Files and a saved login stay what they are. */
    CommandResult takeOut(CommandResult result) {
        finder();
        Object value = switch (result.type()) {
            case STORAGE_STATE -> result.value();
            default -> takeOutOf(result.value());
        };
        return new CommandResult(result.id(), result.type(), result.durationMs(), takeOut(result.url()), value,
                takeOut(result.contentType()), takeOut(result.fileName()), result.contentBase64());
    }

    private Object takeOutOf(Object value) {
        if (value instanceof String text) {
            return takeOut(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::takeOutOf).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> clean = new LinkedHashMap<>();
            map.forEach((key, entry) -> clean.put(takeOutOf(key), takeOutOf(entry)));
            return clean;
        }
        if (value instanceof CommandResult.Expectation expectation) {
            return new CommandResult.Expectation(expectation.met(), takeOut(expectation.actual()));
        }
        return value;
    }

    ProblemException takeOut(ProblemException problem) {
        finder();
        return problem.inWords(this::takeOut, this::takeOut);
    }

    /** Wipes the credentials, tokens and codes, and drops the texts that were made of them. From any thread. */
    synchronized void forget() {
        finder = null;
        credentials.values().forEach(Secret::wipe);
        tokens.forEach(Secret::wipe);
        codes.forEach(Secret::wipe);
        codes.clear();
    }

    @Override
    public String toString() {
        return "secrets " + new TreeSet<>(credentials.keySet());
    }
}
