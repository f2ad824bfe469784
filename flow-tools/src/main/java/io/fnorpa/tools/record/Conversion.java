package io.fnorpa.tools.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes verbs of what Playwright's recorder tells. Nothing that was typed is in them: a password becomes {@code credential:
 * password}, a user name {@code credential: username}, a one-time code {@code browser:totp}, and any other text a parameter of
 * the job, named after its field. What a page shows (choices, texts that were asserted) stays as it is, unless it holds what
 * was typed as a secret.
 */
final class Conversion {

    /** Two lines of one click: popups are listened to twice. */
    private static final long SAME_MOMENT_MILLIS = 150;
    private static final int SHORTEST_SECRET = 3;
    private static final String LEFT_OUT = "LEFT OUT";
    private static final String FAKE_PATH = "C:\\fakepath\\";

    private final URI portal;
    private final List<Recorded> actions = new ArrayList<>();
    private final Set<String> dialogs = new LinkedHashSet<>();
    private final List<String> pages = new ArrayList<>();
    private final TreeSet<String> hosts = new TreeSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Set<String> credentials = new LinkedHashSet<>();
    private boolean code;

    /** @param portal addresses below it are written relative to it */
    Conversion(URI portal) {
        this.portal = portal;
    }

    /** Takes a line of the recorder in. */
    void take(Recorded line) {
        switch (line.event()) {
            case "action" -> added(line);
            case "update" -> updated(line);
            case "signal" -> signalled(line.whole());
            case "end" -> line.whole().path("hosts").forEach(host -> hosts.add(host.asText()));
            default -> { }
        }
    }

    private void added(Recorded line) {
        know(line.page());
        Recorded before = actions.isEmpty() ? null : actions.get(actions.size() - 1);
        boolean again = before != null && line.at() > 0 && line.at() - before.at() < SAME_MOMENT_MILLIS && line.action().equals(before.action());
        if (!again) {
            actions.add(line);
        }
    }

    private void updated(Recorded line) {
        if (!actions.isEmpty() && actions.get(actions.size() - 1).name().equals(line.name())) {
            Recorded before = actions.remove(actions.size() - 1);
            actions.add(new Recorded("action", before.at(), line.action(), line.field().isMissingNode() ? before.field() : line.field(), line.whole()));
        } else {
            actions.add(line);
        }
    }

    private void signalled(JsonNode line) {
        JsonNode signal = line.path("signal");
        if (signal.path("name").asText().equals("popup")) {
            know(signal.path("popupPageGuid").asText());
        } else if (signal.path("name").asText().equals("dialog") && !actions.isEmpty()) {
            dialogs.add(String.valueOf(actions.size() - 1));
        }
    }

    private void know(String page) {
        if (!page.isEmpty() && !pages.contains(page)) {
            pages.add(page);
        }
    }

    RecordedFlow flow() {
        actions.stream().filter(action -> action.name().equals("fill")).filter(this::isSecret).map(Recorded::text)
                .filter(text -> text.length() >= SHORTEST_SECRET).forEach(secrets::add);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            i += step(i, steps);
        }
        return new RecordedFlow(steps, credentials, code, new LinkedHashSet<>(parameters.values()), hosts);
    }

    /** @return how many actions more it has taken in */
    private int step(int i, List<Step> steps) {
        Recorded action = actions.get(i);
        String name = action.name();
        switch (name) {
            case "navigate" -> steps.add(navigate(action));
            case "click" -> {
                if (!isOfNoUse(i)) {
                    steps.add(click(i, action));
                }
            }
            case "fill" -> {
                if (kind(action) == FieldKind.CODE) {
                    return totp(i, steps);
                }
                steps.add(fill(i, action));
            }
            case "check", "uncheck", "hover" -> steps.add(at("browser:" + name, action));
            case "press" -> {
                return press(i, steps);
            }
            case "select" -> action.action().path("options").forEach(option -> steps.add(literal(at("browser:select", action), "value", option.asText())));
            case "setInputFiles" -> action.action().path("files").forEach(file -> steps.add(upload(action, file.asText())));
            case "assertVisible" -> steps.add(at("browser:expect", action).with("state", "visible"));
            case "assertChecked" -> steps.add(at("browser:expect", action).with("state", action.action().path("checked").asBoolean() ? "checked" : "unchecked"));
            case "assertText" -> steps.add(literal(at("browser:expect", action), action.action().path("substring").asBoolean(true) ? "text" : "exactText", action.text()));
            case "assertValue" -> steps.add(literal(at("browser:expect", action), "value", action.action().path("value").asText()));
            default -> { } // openPage, closePage, snapshots
        }
        return 0;
    }

    private Step navigate(Recorded action) {
        String url = action.action().path("url").asText();
        boolean bare = url.indexOf('?') >= 0 || url.indexOf('#') >= 0;
        String address = url.replaceFirst("[?#].*", "");
        String base = portal.toString().replaceFirst("/+$", "") + "/";
        boolean inside = address.startsWith(base) && address.length() > base.length();
        return Step.of("browser:navigate").with("url", inside ? address.substring(base.length()) : address).with("page", page(action))
                .remark(bare ? "What stood behind ? or # was left out: it may hold what nobody should read" : null);
    }

    /** A click that only puts the cursor into the field that is typed into next, or one that Enter made of itself. */
    private boolean isOfNoUse(int i) {
        Recorded click = actions.get(i);
        if (click.action().path("clickCount").asInt(1) == 0) {
            return true;
        }
        Recorded next = i + 1 < actions.size() ? actions.get(i + 1) : null;
        return next != null && next.name().equals("fill") && next.page().equals(click.page()) && next.selector().equals(click.selector());
    }

    private Step click(int i, Recorded action) {
        Step click = at("browser:click", action);
        if (dialogs.contains(String.valueOf(i))) {
            click = click.with("dialog", "dismiss").remark("The portal asked something here. A recording always answers no; if the flow shall say yes: accept");
        }
        JsonNode given = action.action();
        if (given.path("clickCount").asInt(1) > 1 || !given.path("button").asText("left").equals("left") || given.path("modifiers").asInt() != 0) {
            click = click.remark("It was a click with another button, a key held, or a double click, which flows do not have");
        }
        return click;
    }

    private Step fill(int i, Recorded action) {
        return switch (kind(action)) {
            case PASSWORD -> at("browser:fill", action).with("credential", credential(action));
            case USERNAME -> isLogin(i) ? at("browser:fill", action).with("credential", credential("username"))
                    : at("browser:fill", action).with("value", parameter(action));
            case FILE -> upload(action, action.text());
            default -> at("browser:fill", action).with("value", parameter(action));
        };
    }

    /** A password is typed within the next few actions, or was within the last few, on the same page. */
    private boolean isLogin(int i) {
        for (int other = Math.max(0, i - 4); other < Math.min(actions.size(), i + 5); other++) {
            Recorded action = actions.get(other);
            if (action.name().equals("fill") && action.page().equals(actions.get(i).page()) && kind(action) == FieldKind.PASSWORD) {
                return true;
            }
        }
        return false;
    }

    private Step upload(Recorded action, String file) {
        String name = file.startsWith(FAKE_PATH) ? file.substring(FAKE_PATH.length()) : file.replaceFirst(".*[/\\\\]", "");
        return at("browser:upload", action).with("fileName", name).with("value", "the text of " + name)
                .remark("Say in value what the file holds, or set the body before");
    }

    /** The code, what sends it, and, as the sign that it was taken, what was used next. */
    private int totp(int i, List<Step> steps) {
        code = true;
        Step totp = at("browser:totp", actions.get(i));
        int taken = 0;
        int next = i + 1;
        if (next < actions.size() && actions.get(next).name().equals("press") && key(actions.get(next)).equals("Enter")) {
            taken++;
        } else if (next < actions.size() && actions.get(next).name().equals("click")) {
            totp = totp.with("submit", locator(actions.get(next)).target());
            taken++;
        }
        next = i + taken + 1;
        while (next < actions.size() && (actions.get(next).selector().isEmpty() || actions.get(next).action().path("clickCount").asInt(1) == 0)) {
            next++;
        }
        boolean known = next < actions.size();
        steps.add(totp.with("accepted", known ? locator(actions.get(next)).target() : "text=WHAT SHOWS ONLY WHEN ONE IS SIGNED IN")
                .with("refused", "css=[role=alert]")
                .remark((known ? "" : "Write into accepted what shows only when one is signed in. ") + "Write into refused what the portal shows when it does not take the code"));
        return taken;
    }

    /** Keys that are typed where there is no field, such as into a pad for a PIN, are left out: nobody can tell what they are. */
    private int press(int i, List<Step> steps) {
        Step press = at("browser:press", actions.get(i));
        int next = i;
        while (next < actions.size() && actions.get(next).name().equals("press") && actions.get(next).isTypedKey()) {
            next++;
        }
        if (next == i) {
            steps.add(press.with("key", key(actions.get(i))));
            return 0;
        }
        steps.add(press.with("key", LEFT_OUT).remark("Something was typed here outside of a field, and is not written down. If it was a secret, such as a PIN,"
                + " flows cannot type it here; else write a press for each key"));
        return next - i - 1;
    }

    private FieldKind kind(Recorded action) {
        return FieldKind.of(action.field(), action.selector(), action.text());
    }

    private boolean isSecret(Recorded action) {
        FieldKind kind = kind(action);
        return kind == FieldKind.PASSWORD || kind == FieldKind.CODE;
    }

    private String credential(Recorded action) {
        String words = action.field().path("label").asText() + " " + action.field().path("name").asText();
        String own = words(action).replace('_', '-');
        return credential(words.isBlank() || words.toLowerCase(Locale.ROOT).contains("pass") || own.isEmpty() ? "password" : own);
    }

    private String credential(String name) {
        credentials.add(name);
        return name;
    }

    /** The same field is the same parameter; another one of that name gets a number. */
    private String parameter(Recorded action) {
        String key = action.page() + " " + action.selector();
        String name = parameters.computeIfAbsent(key, field -> {
            String first = words(action).isEmpty() ? "value" : words(action);
            String free = first;
            for (int number = 2; parameters.containsValue(free); number++) {
                free = first + "_" + number;
            }
            return free;
        });
        return "${variable.job[parameters][" + name + "]}";
    }

    private static String words(Recorded action) {
        String label = action.field().path("label").asText();
        String words = (label.isEmpty() ? action.field().path("name").asText() : label).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_+$", "");
        return words.length() > 32 ? words.substring(0, 32).replaceAll("_+$", "") : words;
    }

    private Step literal(Step step, String option, String text) {
        if (secrets.stream().anyMatch(text::contains)) {
            return step.with(option, LEFT_OUT).remark("This text held what was typed as a secret");
        }
        return step.with(option, text);
    }

    private Step at(String verb, Recorded action) {
        return Step.of(verb).at(locator(action)).with("page", page(action));
    }

    private static Locator locator(Recorded action) {
        return Locator.of(action.selector(), action.field());
    }

    /** The main page needs no name; a single other one is {@code popup}. */
    private String page(Recorded action) {
        int number = pages.indexOf(action.page());
        return number <= 0 ? null : pages.size() == 2 ? "popup" : String.valueOf(number);
    }

    private static String key(Recorded action) {
        int modifiers = action.action().path("modifiers").asInt();
        String held = ((modifiers & 1) != 0 ? "Alt+" : "") + ((modifiers & 2) != 0 ? "Control+" : "") + ((modifiers & 4) != 0 ? "Meta+" : "")
                + ((modifiers & 8) != 0 ? "Shift+" : "");
        return held + action.action().path("key").asText();
    }
}
