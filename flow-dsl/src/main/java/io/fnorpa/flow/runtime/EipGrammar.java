package io.fnorpa.flow.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The steps that a flow may be made of. Camel has many more; those that call code, other systems or other threads are
 * not for flows.
 *
 * @param keys       what may be written in it, besides {@code id} and {@code description}
 * @param expression does it take an expression
 * @param scalar     may it be written with its value alone, as in {@code - to: kamelet:octotel-login}
 */
record EipGrammar(Set<String> keys, boolean expression, boolean scalar) {

    /** The languages that expressions may be written in. */
    static final List<String> LANGUAGES = List.of("simple", "constant", "variable", "header", "exchangeProperty");
    private static final List<String> ALWAYS = List.of("id", "description", "note", "disabled");

    /** What a step must have, besides an expression. */
    private static final Map<String, String> REQUIRED = Map.ofEntries(Map.entry("to", "uri"), Map.entry("choice", "when"), Map.entry("doTry", "steps"),
            Map.entry("setHeader", "name"), Map.entry("setVariable", "name"), Map.entry("setProperty", "name"), Map.entry("removeHeader", "name"),
            Map.entry("removeVariable", "name"), Map.entry("removeProperty", "name"), Map.entry("log", "message"), Map.entry("filter", "steps"),
            Map.entry("loop", "steps"), Map.entry("split", "steps"), Map.entry("step", "steps"), Map.entry("pipeline", "steps"), Map.entry("doCatch", "exception"));
    private static final List<String> SWITCHES = List.of("disabled", "doWhile", "copy", "breakOnShutdown", "stopOnException", "trim");
    /** Steps and parts whose expression is a condition. */
    private static final Set<String> CONDITIONS = Set.of("filter", "validate", "when", "onWhen");

    private static final Map<String, EipGrammar> STEPS = new TreeMap<>();

    static {
        step("to", false, true, "uri", "parameters");
        step("choice", false, false, "when", "otherwise");
        step("doTry", false, false, "steps", "doCatch", "doFinally");
        step("filter", true, false, "steps");
        step("loop", true, false, "steps", "doWhile", "copy", "breakOnShutdown");
        step("split", true, false, "steps", "delimiter", "stopOnException");
        step("setBody", true, false);
        step("transform", true, false);
        step("validate", true, false);
        step("setHeader", true, false, "name");
        step("setVariable", true, false, "name");
        step("setProperty", true, false, "name");
        step("removeHeader", false, true, "name");
        step("removeVariable", false, true, "name");
        step("removeProperty", false, true, "name");
        step("log", false, true, "message", "loggingLevel", "logName");
        step("step", false, false, "steps");
        step("pipeline", false, false, "steps");
    }

    /** Parts of steps, by the key they stand at. */
    static final EipGrammar WHEN = grammar(true, false, "steps");
    static final EipGrammar OTHERWISE = grammar(false, false, "steps");
    static final EipGrammar DO_CATCH = grammar(false, false, "exception", "onWhen", "steps");
    static final EipGrammar ON_EXCEPTION = grammar(false, false, "exception", "onWhen", "handled", "steps");
    static final EipGrammar DO_FINALLY = grammar(false, false, "steps");
    static final EipGrammar ON_WHEN = grammar(true, false);
    /** Keys of a language. */
    static final Set<String> LANGUAGE_KEYS = new LinkedHashSet<>(List.of("expression", "trim", "id"));

    private static void step(String name, boolean expression, boolean scalar, String... keys) {
        STEPS.put(name, grammar(expression, scalar, keys));
    }

    private static EipGrammar grammar(boolean expression, boolean scalar, String... keys) {
        Set<String> all = new LinkedHashSet<>(List.of(keys));
        if (expression) {
            all.add("expression");
            all.addAll(LANGUAGES);
        }
        all.addAll(ALWAYS);
        return new EipGrammar(all, expression, scalar);
    }

    static Optional<EipGrammar> of(String step) {
        return Optional.ofNullable(STEPS.get(step));
    }

    static Set<String> names() {
        return STEPS.keySet();
    }

    /** The key that a step or part cannot do without. */
    static Optional<String> required(String name) {
        return Optional.ofNullable(REQUIRED.get(name));
    }

    /** The values that a key is limited to; empty where any will do. */
    static List<String> choices(String key) {
        if (key.equals("loggingLevel")) {
            return CamelOptions.LEVELS;
        }
        return SWITCHES.contains(key) ? CamelOptions.YES_OR_NO : List.of();
    }

    /** Is it a text that Camel takes as it stands, or for an expression? */
    static boolean isFree(String key) {
        return LANGUAGES.contains(key) || Set.of("expression", "message", "description", "note").contains(key);
    }

    static boolean isCondition(String name) {
        return CONDITIONS.contains(name);
    }
}
