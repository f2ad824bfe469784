package io.fnorpa.flow.runtime;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a route {@code <fno>-<job type>-lookup} must not do: it asks the portal what became of a job, and changes nothing.
 * So it passes no point of no return, neither itself nor in a Kamelet, and calls no route that does the work.
 */
final class LookupCheck {

    private static final String NO_RETURN = "job:point-of-no-return";
    private static final String KAMELET = "kamelet:";
    private static final String DIRECT = "direct:";

    private final FlowCheck check;
    private final String file;

    LookupCheck(FlowCheck check, String file) {
        this.check = check;
        this.file = file;
    }

    /** @param steps of the route */
    void check(YamlNode steps) {
        for (YamlNode scalar : steps.scalars()) {
            look(scalar.text(), new TreeSet<>(), found -> check.problem(file, scalar.place(), found));
        }
    }

    private void look(String text, Set<String> seen, Consumer<String> problem) {
        if (text.equals(NO_RETURN)) {
            problem.accept("a lookup asks the portal and changes nothing: it cannot pass a point of no return");
        } else if (text.startsWith(DIRECT) && !text.endsWith(FlowCheck.LOOKUP_SUFFIX)) {
            problem.accept("a lookup asks the portal and changes nothing: it cannot call '" + text + "', which does the work");
        } else if (text.startsWith(KAMELET)) {
            lookInto(text.substring(KAMELET.length()), seen, problem);
        }
    }

    private void lookInto(String name, Set<String> seen, Consumer<String> problem) {
        if (seen.add(name)) {
            check.kamelet(name).ifPresent(kamelet -> kamelet.template().scalars().forEach(scalar ->
                    look(scalar.text(), seen, found -> problem.accept("Kamelet " + name + ": " + found))));
        }
    }
}
