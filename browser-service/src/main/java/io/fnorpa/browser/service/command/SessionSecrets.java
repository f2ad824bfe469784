package io.fnorpa.browser.service.command;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The secrets of one session: the credentials it was opened with and the codes that were typed. They are taken out of
 * every text that leaves the session, also as HTML, JSON or a URL would write them. Texts shorter than
 * {@value #SHORTEST} characters are not looked for, they would be found everywhere. Written on the browser's thread,
 * forgotten from any.
 */
final class SessionSecrets {

    private static final int SHORTEST = 4;
    private static final String TAKEN_OUT = "(secret)";

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final Map<String, Secret> credentials;
    private final List<Secret> codes = new ArrayList<>();
    private volatile SortedSet<String> forms = new TreeSet<>(LONGEST_FIRST); // never changed, but replaced; null once all is forgotten

    SessionSecrets(Map<String, Secret> credentials) {
        this.credentials = Map.copyOf(credentials);
        credentials.values().forEach(this::addForms);
    }

    /** The credential of a name. */
    Secret credential(String name) {
        forms();
        Secret secret = credentials.get(name);
        if (secret == null) {
            throw ProblemException.invalid("The session has no credential '" + name + "'; it was opened with "
                    + (credentials.isEmpty() ? "none" : String.join(", ", new TreeSet<>(credentials.keySet()))));
        }
        return secret;
    }

    /** A code that is going to be typed. */
    synchronized void remember(Secret code) {
        forms();
        codes.add(code);
        addForms(code);
    }

    private void addForms(Secret secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        String text = secret.reveal();
        SortedSet<String> more = new TreeSet<>(forms);
        more.addAll(List.of(text, html(text), json(text), URLEncoder.encode(text, StandardCharsets.UTF_8),
                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")));
        forms = more;
    }

    /** What is looked for. Once the session has ended nothing can be cleaned any more, so nothing may leave it either. */
    private SortedSet<String> forms() {
        SortedSet<String> known = forms;
        if (known == null) {
            throw ProblemException.of(ProblemKind.SESSION_NOT_FOUND, "The session has ended");
        }
        return known;
    }

    /** Whether there is nothing to be looked for. */
    boolean areNone() {
        return forms.isEmpty();
    }

    boolean isIn(String text) {
        return text != null && forms().stream().anyMatch(text::contains);
    }

    /** Whether the pieces, put together, hold a secret that is in none of them alone. */
    boolean isAcross(List<?> pieces) {
        return pieces.size() > 1 && isIn(pieces.stream().map(piece -> isIn((String) piece) ? "\n" : (String) piece).collect(Collectors.joining()));
    }

    String takeOut(String text) {
        if (text == null) {
            return null;
        }
        String clean = text;
        for (String form : forms()) { // longest first
            clean = clean.replace(form, TAKEN_OUT);
        }
        return clean;
    }

    /** The same result without secrets in its address and texts. Files and a saved login stay what they are. */
    CommandResult takeOut(CommandResult result) {
        forms();
        Object value = switch (result.type()) {
            case STORAGE_STATE -> result.value();
            default -> takeOutOf(result.value());
        };
        return new CommandResult(result.id(), result.type(), result.durationMs(), takeOut(result.url()), value,
                result.contentType(), takeOut(result.fileName()), result.contentBase64());
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
        Problem p = problem.problem();
        if (!isIn(p.detail()) && (p.candidates() == null || p.candidates().stream().noneMatch(this::isIn))) {
            return problem;
        }
        if (p.candidates() != null) {
            return ProblemException.notFound(takeOut(p.detail()), p.candidates().stream().map(this::takeOut).toList());
        }
        return p.portalStatus() != null
                ? ProblemException.portalError(p.portalStatus(), takeOut(p.detail()))
                : ProblemException.of(problem.kind(), takeOut(p.detail()));
    }

    /** Wipes the credentials and codes, and drops the texts that were made of them. From any thread. */
    synchronized void forget() {
        forms = null;
        credentials.values().forEach(Secret::wipe);
        codes.forEach(Secret::wipe);
        codes.clear();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return "secrets " + new TreeSet<>(credentials.keySet());
    }
}
