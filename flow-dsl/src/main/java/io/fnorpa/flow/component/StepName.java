package io.fnorpa.flow.component;

import java.util.regex.Pattern;

/** A name that becomes part of an evidence key, or a code that programs read: lower-case words joined by hyphens. */
public final class StepName {

    /** What the whole name must match. */
    public static final String FORM = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int LONGEST = 64;

    private StepName() {}

    /** The name itself, if it is well formed. */
    public static String require(String option, String name) {
        if (name.length() > LONGEST || !PATTERN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a name for option '" + option
                    + "'; write lower-case letters, digits and single hyphens, at most " + LONGEST + ", such as service-status");
        }
        return name;
    }
}
