package io.fnorpa.flow.component.browser;

import io.fnorpa.flow.component.Verb;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a flow can have done in the browser. */
public enum BrowserVerb implements Verb {
    NAVIGATE("navigate", PageActions::navigate, "url", "waitUntil page timeout",
            "Goes to an address."),
    FILL("fill", PageActions::fill, "target", "value credential page frame timeout",
            "Puts a text, or what is behind a credential, into a field, at once."),
    TYPE("type", PageActions::type, "target", "value credential page frame timeout",
            "As fill, but key by key, for fields that look at each key."),
    CLICK("click", PageActions::click, "target", "dialog page frame timeout",
            "Clicks."),
    SELECT("select", PageActions::select, "target value", "page frame timeout",
            "Chooses an option of a list."),
    CHECK("check", PageActions::check, "target", "page frame timeout",
            "Ticks a check box, or chooses a radio button."),
    UNCHECK("uncheck", PageActions::uncheck, "target", "page frame timeout",
            "Takes the tick out of a check box."),
    PRESS("press", PageActions::press, "key", "target page frame timeout",
            "Presses a key."),
    HOVER("hover", PageActions::hover, "target", "page frame timeout",
            "Moves the mouse over an element."),
    UPLOAD("upload", PageActions::upload, "target fileName", "value contentType page frame timeout",
            "Gives a file to a file field."),
    SUBMIT("submit", PageActions::submit, "target", "page frame timeout",
            "Sends the form that the element is, or is in."),
    DIALOG("dialog", PageActions::dialog, "action", "promptText page",
            "Answers the native dialog that the next verb opens which acts on the page, or that comes while something is waited for after it; a later one is unexpected again. The body becomes the text of the last dialog."),
    WAIT_FOR("wait-for", Expectations::waitFor, "", "target state orTarget url response page frame timeout",
            "Waits for an element, for the page's address, or for a response. With orTarget the body becomes the word target or the word or, for the one that came first."),
    EXPECT("expect", Expectations::expect, "", "target state text exactText value count url title otherwise code message page frame timeout",
            "Insists on one thing; if it is not so within the timeout, the flow ends as otherwise says."),
    EXTRACT("extract", Extraction::extract, "", "name target kind attribute optional page frame timeout",
            "Reads from the page into the body and, with a name, into a result field."),
    DOWNLOAD("download", Evidence::download, "target", "name step page frame timeout",
            "Clicks, and keeps the file that comes as evidence. The body becomes the file's text if there is a name for it, else the evidence's key."),
    SCREENSHOT("screenshot", Evidence::screenshot, "step", "target fullPage mask page frame timeout",
            "Keeps a picture as evidence."),
    TOTP("totp", Login::totp, "target accepted refused", "submit page frame timeout",
            "Has a fresh one-time code typed, sends it, waits for the portal's verdict and reports it. A refused code ends the attempt."),
    RESTORE_SESSION("restore-session", Login::restoreSession, "", "url accepted refused page timeout",
            "Finds out whether the session began with a saved login that the portal still knows: opens url and looks which of the two comes. The body becomes true or false. A login that is refused is dropped for all jobs. Without a saved login nothing is done."),
    SAVE_SESSION("save-session", Login::saveSession, "", "",
            "Saves the login for later jobs, where session-reuse in fno.yaml says so and this attempt logged in for the others; else does nothing. Belongs where the portal is signed in.");

    static final String[] ASSERTIONS = {"state", "text", "exactText", "value", "count", "url", "title"};

    private final String word;
    private final BrowserAction action;
    private final Set<String> required;
    private final Set<String> known;
    private final String summary;

    BrowserVerb(String word, BrowserAction action, String required, String optional, String summary) {
        this.word = word;
        this.action = action;
        this.required = words(required);
        this.known = words(required + " " + optional);
        this.summary = summary;
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s+")));
        words.remove("");
        return words;
    }

    /** {@code wait-for} */
    public String word() {
        return word;
    }

    void perform(BrowserCall call) {
        action.perform(call);
    }

    @Override
    public String fullName() {
        return "browser:" + word;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Set<String> required() {
        return required;
    }

    @Override
    public Set<String> known() {
        return known;
    }

    @Override
    public List<String> conflicts(Map<String, String> options) {
        return switch (this) {
            case FILL, TYPE -> unless(Verb.countGiven(options, "value", "credential") == 1,
                    fullName() + " needs either option 'value' or option 'credential'");
            case WAIT_FOR -> waitForConflicts(options);
            case EXPECT -> expectConflicts(options);
            case EXTRACT -> extractConflicts(options);
            case RESTORE_SESSION -> unless(Verb.countGiven(options, "url", "accepted", "refused") % 3 == 0,
                    fullName() + " takes the options 'url', 'accepted' and 'refused' together");
            default -> List.of();
        };
    }

    private List<String> waitForConflicts(Map<String, String> options) {
        if (Verb.countGiven(options, "target", "url", "response") != 1) {
            return List.of("browser:wait-for needs one of the options 'target', 'url', 'response'");
        }
        return unless(options.containsKey("target") || Verb.countGiven(options, "state", "orTarget") == 0,
                "browser:wait-for takes the options 'state' and 'orTarget' only with 'target'");
    }

    private List<String> expectConflicts(Map<String, String> options) {
        long assertions = Verb.countGiven(options, ASSERTIONS);
        if (assertions > 1) {
            return List.of("browser:expect takes one of the options " + String.join(", ", ASSERTIONS) + "; write a browser:expect for each");
        }
        if (!options.containsKey("target") && Verb.countGiven(options, "url", "title") == 0) {
            return List.of("browser:expect needs option 'target', unless it expects a 'url' or a 'title'");
        }
        String otherwise = options.getOrDefault("otherwise", "review");
        return unless(otherwise.equals("review") || Verb.countGiven(options, "code", "message") == 2,
                "browser:expect with otherwise=" + otherwise + " needs the options 'code' and 'message'");
    }

    private static List<String> extractConflicts(Map<String, String> options) {
        String kind = options.getOrDefault("kind", "text");
        if (!options.containsKey("target") && !kind.equals("title") && !kind.equals("url")) {
            return List.of("browser:extract needs option 'target', unless its kind is title or url");
        }
        return unless(kind.equals("attribute") == options.containsKey("attribute"),
                "browser:extract takes option 'attribute' with kind=attribute, and only then");
    }

    private static List<String> unless(boolean right, String fault) {
        return right ? List.of() : List.of(fault);
    }
}
