package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.component.browser.BrowserVerb;
import io.fnorpa.flow.component.job.JobVerb;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks the steps of one route or Kamelet, at any depth. */
final class StepCheck {

    static final Set<String> SCHEMES = new LinkedHashSet<>(List.of("browser", "job", "kamelet", "direct", "log"));
    private static final Pattern CUT_BY_CAMEL = Pattern.compile("[&+%]");
    private static final Pattern RAW = Pattern.compile("(?s)RAW\\(.*\\)|RAW\\{.*}");
    /** Where Camel sees the end of a RAW value, whatever comes after it. */
    private static final Pattern END_OF_RAW = Pattern.compile("[)}]&");
    private static final Pattern LOG_NAME = Pattern.compile("[\\w.-]+");
    private static final Set<String> LOOPS = Set.of("loop", "split");
    /** They do nothing themselves, so that nobody looks at the clock in them. */
    private static final Set<String> WRAPPINGS = Set.of("pipeline", "step");
    private static final Pattern JOB_PARAMETER = Pattern.compile("variable\\.job(?:\\[parameters]|\\.parameters)(?:\\[(\\w+)]|\\.(\\w+))");

    private final FlowCheck check;
    private final String file;
    private final boolean inKamelet;
    private final String jobType;

    private StepCheck(FlowCheck check, String file, boolean inKamelet, String jobType) {
        this.check = check;
        this.file = file;
        this.inKamelet = inKamelet;
        this.jobType = jobType;
    }

    static StepCheck ofKamelet(FlowCheck check, String file) {
        return new StepCheck(check, file, true, null);
    }

    /** @param jobType the one that the route serves; null if its id says none */
    static StepCheck ofRoute(FlowCheck check, String file, String jobType) {
        return new StepCheck(check, file, false, jobType);
    }

    void check(YamlNode steps) {
        checkSteps(steps);
        steps.scalars().forEach(this::checkScalar);
    }

    private void checkScalar(YamlNode scalar) {
        SimpleCheck.faults(scalar.text()).forEach(fault -> problem(scalar, fault));
        if (inKamelet) {
            TextCheck.placeholderFaults(scalar.text()).forEach(fault -> problem(scalar, fault));
        }
        if (!inKamelet && scalar.text().contains("{{")) {
            problem(scalar, "{{...}} is for Kamelets alone; a route reads ${variable.job[parameters][...]}");
        }
        check.settings().ifPresent(settings -> checkJobParameters(scalar, settings));
    }

    private void checkJobParameters(YamlNode scalar, FnoSettings settings) {
        Set<String> known = parameters(settings);
        String where = jobType == null ? "no job type of " + FnoSettings.FILE + " has a parameter '"
                : "job type '" + jobType + "' of " + FnoSettings.FILE + " has no parameter '";
        JOB_PARAMETER.matcher(scalar.text()).results().map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(name -> !known.contains(name))
                .forEach(name -> problem(scalar, where + name + "'" + NearestName.hint(name, known)));
    }

    /** What the jobs have that the steps are done for: a Kamelet may serve those of any type. */
    private Set<String> parameters(FnoSettings settings) {
        Set<String> known = new TreeSet<>();
        settings.jobTypes().forEach((type, jobs) -> {
            if (jobType == null || jobType.equals(type)) {
                known.addAll(jobs.parameters().keySet());
            }
        });
        return known;
    }

    private void checkSteps(YamlNode steps) {
        if (!steps.isList()) {
            if (steps.place().isKnown()) {
                problem(steps, "steps must be a list");
            }
            return;
        }
        for (YamlNode step : steps.items()) {
            if (!step.isMap() || step.entries().size() != 1) {
                problem(step, "a step is one word with what belongs to it indented under it, such as '- to:'");
            } else {
                step.entries().forEach(this::checkStep);
            }
        }
    }

    private void checkStep(String name, YamlNode step) {
        EipGrammar grammar = EipGrammar.of(name).orElse(null);
        if (grammar == null) {
            problem(step, "'" + name + "' is not a step for flows" + NearestName.hint(name, EipGrammar.names()));
            return;
        }
        if (step.isScalar() && !grammar.scalar()) {
            problem(step, "'" + name + "' is written with its parts under it: " + String.join(", ", grammar.keys()));
            return;
        }
        if (name.equals("to")) {
            checkTo(step);
        }
        if (name.equals("doTry") && !step.has("doCatch") && !step.has("doFinally")) {
            problem(step, "'doTry' needs doCatch or doFinally");
        }
        if (name.equals("log")) {
            YamlNode message = step.isScalar() ? step : step.get("message");
            tellSyntax(message, check.syntax().ofText(String.valueOf(message.text())));
        }
        checkPart(name, step, grammar);
        step.get("when").items().forEach(when -> checkPart("when", when, EipGrammar.WHEN));
        checkPart("otherwise", step.get("otherwise"), EipGrammar.OTHERWISE);
        step.get("doCatch").items().forEach(this::checkCatch);
        checkPart("doFinally", step.get("doFinally"), EipGrammar.DO_FINALLY);
    }

    private void checkPart(String name, YamlNode part, EipGrammar grammar) {
        check.checkKeys(file, name, part, grammar.keys());
        EipGrammar.required(name).filter(key -> part.isMap() && part.place().isKnown() && !isGiven(part, key))
                .ifPresent(key -> problem(part, "'" + name + "' needs '" + key + "'"));
        part.entries().forEach(this::checkValue);
        if (grammar.expression()) {
            requireExpression(name, part);
            boolean condition = EipGrammar.isCondition(name) || part.textAt("doWhile").filter("true"::equalsIgnoreCase).isPresent();
            checkExpression(part.get("expression"), condition);
            EipGrammar.LANGUAGES.forEach(language -> checkLanguage(language, part.get(language), condition));
        }
        if (part.has("steps")) {
            checkSteps(part.get("steps"));
            if (LOOPS.contains(name) && !part.get("steps").items().isEmpty() && !doesAnything(part.get("steps"))) {
                problem(part, "'" + name + "' has no step that is not disabled, so that nothing would end it");
            }
        }
        if (name.endsWith("Variable") && String.valueOf(part.isScalar() ? part.text() : part.get("name").text()).contains(":")) {
            problem(part, "a variable is its job's own, and has no ':' in its name");
        }
    }

    private static boolean doesAnything(YamlNode steps) {
        return steps.items().stream().flatMap(step -> step.entries().entrySet().stream())
                .filter(step -> step.getValue().textAt("disabled").isEmpty() || step.getValue().textAt("disabled").filter("false"::equalsIgnoreCase).isPresent())
                .anyMatch(step -> !WRAPPINGS.contains(step.getKey()) || doesAnything(step.getValue().get("steps")));
    }

    private void requireExpression(String name, YamlNode part) {
        long given = EipGrammar.LANGUAGES.stream().filter(language -> part.has(language) || part.get("expression").has(language)).count();
        if (given != 1) {
            problem(part, "'" + name + "' needs one expression, such as expression: {simple: {expression: \"${body}\"}}");
        }
    }

    private static boolean isGiven(YamlNode part, String key) {
        return part.has(key) && (!part.get(key).isScalar() || part.textAt(key).isPresent());
    }

    /** Of a key that has one text: one of its values, and no object that Camel would make or look up. */
    private void checkValue(String key, YamlNode value) {
        List<String> choices = EipGrammar.choices(key);
        if (!value.isScalar()) {
            return;
        }
        if (!choices.isEmpty()) {
            CamelOptions.choiceFault(key, value.text(), choices).ifPresent(fault -> problem(value, fault));
        } else if (!EipGrammar.isFree(key) && TextCheck.isReference(value.text())) {
            problem(value, "'" + value.text() + "' would be an object that Camel makes or looks up; write a text for '" + key + "'");
        }
    }

    private void checkExpression(YamlNode expression, boolean condition) {
        check.checkKeys(file, "expression", expression, new LinkedHashSet<>(EipGrammar.LANGUAGES));
        expression.entries().forEach((language, value) -> checkLanguage(language, value, condition));
    }

    private void checkLanguage(String name, YamlNode language, boolean condition) {
        check.checkKeys(file, name, language, EipGrammar.LANGUAGE_KEYS);
        language.entries().forEach(this::checkValue);
        YamlNode text = language.isScalar() ? language : language.get("expression");
        if (language.isMap() && language.place().isKnown() && !language.has("expression")) {
            problem(language, "'" + name + "' needs 'expression'");
        }
        if (name.equals("variable") && text.isScalar() && text.text().contains(":")) {
            problem(text, "a variable is its job's own, and has no ':' in its name");
        }
        if (name.equals("simple") && text.isScalar()) {
            tellSyntax(text, condition ? check.syntax().ofCondition(text.text()) : check.syntax().ofText(text.text()));
        }
    }

    private void tellSyntax(YamlNode text, Optional<String> fault) {
        fault.ifPresent(told -> problem(text, told));
    }

    private void checkCatch(YamlNode part) {
        checkPart("doCatch", part, EipGrammar.DO_CATCH);
        checkCaught(part);
    }

    /** One onException of a routeConfiguration. */
    void checkOnException(YamlNode part) {
        checkPart("onException", part, EipGrammar.ON_EXCEPTION);
        checkCaught(part);
        part.scalars().forEach(this::checkScalar);
    }

    private void checkCaught(YamlNode part) {
        if (part.has("onWhen")) {
            checkPart("onWhen", part.get("onWhen"), EipGrammar.ON_WHEN);
        }
        YamlNode exception = part.get("exception");
        (exception.isScalar() ? List.of(exception) : exception.items()).forEach(name -> CatchableExceptions.fault(name.text()).ifPresent(fault -> problem(name, fault)));
    }

    private void checkTo(YamlNode to) {
        String uri = to.isScalar() ? to.text() : to.textAt("uri").orElse("");
        if (uri.contains("{{")) {
            problem(to, "'" + uri + "' is known only where the Kamelet is called; write the verb, Kamelet or route itself");
            return;
        }
        if (uri.contains("?")) {
            problem(to, "write what follows the ? of '" + uri + "' under parameters:");
            return;
        }
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        String name = uri.substring(colon + 1);
        switch (scheme) {
            case "browser" -> checkVerb("browser", name, to, List.of(BrowserVerb.values()));
            case "job" -> checkVerb("job", name, to, List.of(JobVerb.values()));
            case "kamelet" -> checkKamelet(name, to);
            case "direct" -> checkDirect(name, to);
            case "log" -> checkLog(name, to);
            default -> problem(to, "'" + uri + "' is not for flows" + NearestName.hint(scheme, SCHEMES));
        }
        to.get("parameters").entries().values().forEach(this::checkLiteral);
    }

    private <V extends Verb> void checkVerb(String scheme, String name, YamlNode to, List<V> verbs) {
        try {
            V verb = Verb.find(scheme, name, verbs);
            Map<String, String> options = new LinkedHashMap<>();
            to.get("parameters").entries().forEach((option, value) -> options.put(option, String.valueOf(value.text())));
            verb.faults(options).forEach(fault -> problem(to, fault));
            checkAgainstSettings(name, to);
        } catch (IllegalArgumentException e) {
            problem(to, e.getMessage());
        }
    }

    private void checkAgainstSettings(String verb, YamlNode to) {
        FnoSettings settings = check.settings().orElse(null);
        if (settings == null) {
            return;
        }
        if (verb.equals("totp") && settings.totp().isEmpty()) {
            problem(to, "browser:totp needs a 'totp:' in " + FnoSettings.FILE);
        }
        to.get("parameters").textAt("credential")
                .filter(name -> !name.contains("{{") && !name.contains("${") && !settings.credentials().contains(name))
                .ifPresent(name -> problem(to, "'" + name + "' is not one of the credentials in " + FnoSettings.FILE
                        + NearestName.hint(name, settings.credentials())));
    }

    private void checkKamelet(String name, YamlNode to) {
        KameletFile kamelet = check.kamelet(name).orElse(null);
        if (kamelet == null) {
            if (!check.hasKameletFile(name)) {
                problem(to, "there is no Kamelet '" + name + "' in this folder, nor in " + FlowFolder.SHARED + "/"
                        + NearestName.hint(name, check.kameletNames()));
            }
            return;
        }
        Set<String> given = to.get("parameters").entries().keySet();
        given.stream().filter(parameter -> !kamelet.parameters().containsKey(parameter))
                .forEach(parameter -> problem(to.get("parameters").get(parameter), "Kamelet " + name + " has no parameter '" + parameter + "'"
                        + NearestName.hint(parameter, kamelet.parameters().keySet())));
        kamelet.required().stream().filter(parameter -> !given.contains(parameter))
                .forEach(parameter -> problem(to, "Kamelet " + name + " needs parameter '" + parameter + "'"));
    }

    private void checkLog(String name, YamlNode to) {
        if (!LOG_NAME.matcher(name).matches()) {
            problem(to, "'" + name + "' is no name of a log; write letters, digits, dots and hyphens");
        }
        to.get("parameters").entries().forEach((option, value) ->
                CamelOptions.logFault(option, String.valueOf(value.text())).ifPresent(fault -> problem(value, fault)));
    }

    private void checkDirect(String name, YamlNode to) {
        to.get("parameters").entries().forEach((option, value) -> problem(value, "direct: has no option '" + option + "' for flows; there are none"));
        if (check.settings().isPresent() && !check.routeIds().contains(name)) {
            problem(to, "there is no route '" + name + "' here" + NearestName.hint(name, check.routeIds()));
        }
    }

    private void checkLiteral(YamlNode value) {
        if (!value.isScalar()) {
            problem(value, "a parameter's value is one text");
            return;
        }
        String text = value.text();
        tellSyntax(value, check.syntax().ofText(text));
        if (RAW.matcher(text).matches()) {
            if (END_OF_RAW.matcher(text).find()) {
                problem(value, "Camel would take what comes after the )& or }& in '" + text + "' for another option; a value cannot hold them");
            }
            return;
        }
        if (CUT_BY_CAMEL.matcher(text).find()) {
            problem(value, "Camel would cut or change '" + text + "' at &, + or %; write \"RAW(" + text + ")\"");
        } else if (text.contains("{{")) {
            problem(value, "what comes in {{...}} may hold &, + or %; write \"RAW(" + text + ")\"");
        }
    }

    private void problem(YamlNode node, String reason) {
        check.problem(file, node.place(), reason);
    }
}
