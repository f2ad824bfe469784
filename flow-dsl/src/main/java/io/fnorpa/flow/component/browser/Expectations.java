package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.CommandResult.Expectation;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.flow.component.StepName;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import java.util.Arrays;
import java.util.Map;

/** The verbs that wait for something, or insist on it. */
final class Expectations {

    private Expectations() {}

    /** The body becomes {@code target} or {@code or}, whichever came, where two targets were given. */
    static void waitFor(BrowserCall call) {
        Object came = call.send(call.draft(CommandType.WAIT).state(call.text("state")).orTarget(call.text("orTarget"))
                .pattern(call.text("url")).response(call.text("response"))).value();
        if (call.has("orTarget")) {
            call.body(came);
        }
    }

    static void expect(BrowserCall call) {
        Expectation found = WireJson.mapper().convertValue(call.send(assertion(call)).value(), Expectation.class);
        if (!found.met()) {
            end(call, found);
        }
    }

    private static CommandDraft assertion(BrowserCall call) {
        String kind = kind(call);
        CommandDraft draft = call.draft(CommandType.EXPECT);
        if (kind.equals("state")) {
            return draft.state(call.text("state", "visible"));
        }
        return draft.state(kind.equals("exactText") ? "exact-text" : kind).value(call.text(kind));
    }

    private static String kind(BrowserCall call) {
        return Arrays.stream(BrowserVerb.ASSERTIONS).filter(call::has).findFirst().orElse("state");
    }

    private static void end(BrowserCall call, Expectation found) {
        String actual = found.actual() == null ? "nothing" : "'" + found.actual() + "'";
        String expected = kind(call) + " '" + call.text(kind(call), "visible") + "'";
        String what = (call.has("target") ? call.text("target") + ": " : "") + "expected " + expected + ", found " + actual;
        call.requireItsTime(what);
        Map<String, Object> results = call.attempt().results();
        String code = StepName.require("code", call.text("code", "portal-changed"));
        call.attempt().end(switch (call.text("otherwise", "review")) {
            case "fail" -> Outcome.failed(code, call.text("message"), results);
            case "retry" -> Outcome.retry(Fault.PORTAL, code, call.text("message") + " (" + what + ")", results);
            default -> Outcome.review(Fault.PORTAL_CHANGED, code, call.text("message", "The page is not as the flow expects it")
                    + " (" + what + "). Compare the picture with the flow; correct the flow if the portal has changed, then retry the job", results);
        });
    }
}
