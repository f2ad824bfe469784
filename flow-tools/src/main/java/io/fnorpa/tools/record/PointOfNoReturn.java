package io.fnorpa.tools.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a recording stops until its author has said which of its steps cannot be taken back. Nobody can tell that from a
 * recording, so it is the last one that sends something: a click, a key, or a one-time code with what sends it.
 */
final class PointOfNoReturn {

    static final String VERB = "job:point-of-no-return";

    private static final Set<String> SENDING = Set.of("browser:click", "browser:press", "browser:totp");
    /** These lead about in a page. */
    private static final Pattern HARMLESS_KEY = Pattern.compile("(Shift\\+)?Tab|Escape|Arrow\\w+|Home|End|Page(Up|Down)");
    /** What one clicks when the work is done. */
    private static final Pattern LEAVING = Pattern.compile("(?i).*\\b(log|sign)[ -]?(out|off)\\b.*|.*\\[name=\"(close|back|home|done|print)\"].*");

    private PointOfNoReturn() {}

    /**
     * The steps with it among them, or as they are if none of them sends anything.
     *
     * @param what that the flow is about
     */
    static List<Step> in(List<Step> steps, String what) {
        int last = last(steps);
        if (last < 0) {
            return steps;
        }
        List<Step> marked = new ArrayList<>(steps);
        marked.add(last, Step.of(VERB).with("what", what)
                .remark("bin/flow run stops here at a real portal, since what comes next may be what cannot be taken back. Move this to right before the"
                        + " click that counts, or take it out of a flow that changes nothing"));
        return marked;
    }

    private static int last(List<Step> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (sends(steps.get(i)) && (last < 0 || !isLeaving(steps.get(i)))) {
                last = i;
            }
        }
        return last;
    }

    private static boolean sends(Step step) {
        return SENDING.contains(step.verb()) && !HARMLESS_KEY.matcher(step.options().getOrDefault("key", "")).matches();
    }

    private static boolean isLeaving(Step step) {
        return step.target() != null && LEAVING.matcher(step.target()).matches();
    }
}
