package io.fnorpa.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step of a flow as it is written: a verb, a Kamelet, or another {@code to}.
 *
 * @param name    without options: {@code browser:click}, {@code kamelet:octotel-login}
 * @param options as they are written, in their order; of a Kamelet its parameters. What is worked out for each message is not in them
 * @param file    where it stands, such as {@code octotel/octotel-login.kamelet.yaml}; null where Camel does not know it
 * @param line    counted from 1; 0 where Camel does not know it
 */
public record FlowStep(String name, Map<String, String> options, String file, int line) {

    public FlowStep {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Is it one that is made of steps itself? */
    public boolean isKamelet() {
        return name.startsWith("kamelet:");
    }

    /** {@code octotel/octotel-login.kamelet.yaml:12}; empty where it is not known. */
    public String place() {
        return file == null ? "" : line > 0 ? file + ":" + line : file;
    }
}
