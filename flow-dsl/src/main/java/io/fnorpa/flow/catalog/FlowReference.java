package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.flow.catalog.KameletText.Effects;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes {@code docs/flow-reference.md}. */
public final class FlowReference {

    private static final String HEAD = """
            # Reference of the flow language

            Made from the components' metadata, from what the check knows, and from the Kamelets and routes in [fno-flows](../fno-flows). **Do not edit this page**: after a
            change of one of these say `bin/flow reference`. A test fails while the page, or a schema in [docs/schema](schema), says something else.

            How to write a flow: [flow-dsl/README.md](../flow-dsl/README.md). Completion in an editor: [editors.md](editors.md). Kaoto: [kaoto.md](kaoto.md).

            - [Verbs](#verbs)
            - [Kamelets](#kamelets)
            - [Outcome codes](#outcome-codes)
            - [Steps](#steps), [expressions](#expressions), [exceptions](#exceptions)
            - [fno.yaml](#fnoyaml)
            """;
    private static final String VERBS = """
            ## Verbs

            An option stands under `parameters:`. Its value is a text, or Simple (`${...}`), which is evaluated for each message; in a Kamelet also `{{...}}`, inside of
            `RAW(...)`. Where an option takes one of a few words, Simple may give the word. Options in bold must be given.

            A selector may name an element by its role and name, `role=button[name="Save"]`; parts of a chain are joined with ` >> `, frames in frames with ` >>> `. In an address or a
            title that is compared `*` stands for any characters. Keys that are held down are joined with `+`: `Control+A`.
            """;
    private static final String STEPS = """
            ## Steps

            All that a flow may be made of besides verbs and Kamelets. Each may have `id`, `description`, `note` and `disabled` too. *Short* is: it may be written with its value
            alone, as in `- to: kamelet:octotel-login`.
            """;

    private final List<VerbText> verbs = VerbTexts.all();
    private final FlowTexts flows;
    private final StringBuilder page = new StringBuilder(HEAD);

    private FlowReference(FlowTexts flows) {
        this.flows = flows;
    }

    /** The page, in Markdown. */
    public static String page(FlowTexts flows) {
        return new FlowReference(flows).page();
    }

    private String page() {
        say(VERBS);
        verbs.forEach(this::verb);
        kamelets();
        outcomes();
        steps();
        expressions();
        exceptions();
        say("## fno.yaml\n\nKeys in bold must be there. A duration is written as ISO 8601 does: `PT30S`, `PT10M`, `PT8H`.\n");
        keys("", FnoKeyText.all());
        return page.toString();
    }

    private void verb(VerbText verb) {
        say("### " + verb.fullName() + "\n\n" + text(verb.summary()));
        if (!verb.options().isEmpty()) {
            List<String> rows = new ArrayList<>();
            verb.options().forEach(option -> rows.add(row(option.required() ? "**" + option.name() + "**" : option.name(),
                    text(option.description()) + words(option), option.byDefault().map(FlowReference::code).orElse(""))));
            table("option", "is", "default");
            rows.forEach(page::append);
        }
        if (!verb.rules().isEmpty()) {
            say(verb.rules().stream().map(rule -> "- " + text(rule.text())).collect(Collectors.joining("\n")));
        }
    }

    private static String words(OptionText option) {
        List<String> words = option.isFlag() ? List.of("true", "false") : option.choices();
        return words.isEmpty() ? "" : " " + words.stream().map(FlowReference::code).collect(Collectors.joining(", "));
    }

    private void kamelets() {
        say("## Kamelets\n\nWhat a Kamelet does beyond the page is read from its own steps: result fields, variables and evidence that it may set, outcomes that it may end"
                + " the flow with. What the Kamelets that it uses do stands with those. Parameters in bold must be given.");
        Map<String, List<KameletText>> byFolder = flows.kamelets().stream()
                .collect(Collectors.groupingBy(KameletText::folder, LinkedHashMap::new, Collectors.toList()));
        byFolder.forEach((folder, kamelets) -> {
            say("### " + (folder.equals(FlowTexts.SHARED) ? "Shared by all FNOs" : folder));
            kamelets.forEach(this::kamelet);
        });
    }

    private void kamelet(KameletText kamelet) {
        say("#### " + kamelet.uri() + "\n\n**" + text(kamelet.title()) + ".** " + text(kamelet.description()));
        if (!kamelet.parameters().isEmpty()) {
            table("parameter", "is", "default", "example");
            kamelet.parameters().forEach(parameter -> page.append(row(parameter.required() ? "**" + parameter.name() + "**" : parameter.name(),
                    text(parameter.description()), parameter.byDefault().map(FlowReference::code).orElse(""),
                    parameter.example().map(FlowReference::code).orElse(""))));
        }
        effects(kamelet.effects());
    }

    private void effects(Effects effects) {
        List<String> told = new ArrayList<>();
        tell(told, "Result fields: ", effects.results());
        tell(told, "Outcomes: ", effects.outcomes());
        tell(told, "Variables: ", effects.variables());
        tell(told, "Evidence: ", effects.evidence());
        tell(told, "Uses: ", effects.uses());
        if (!told.isEmpty()) {
            say(String.join("\n", told));
        }
    }

    private static void tell(List<String> told, String what, Collection<String> names) {
        if (!names.isEmpty()) {
            told.add("- " + what + codes(names));
        }
    }

    private void outcomes() {
        say("## Outcome codes\n\nWhat flows end themselves with. FAILED is not tried again, RETRY is while there are attempts left, REVIEW is a person's.");
        SortedMap<String, Set<String>> where = new TreeMap<>();
        flows.kamelets().forEach(kamelet -> kamelet.effects().outcomes().forEach(end -> where.computeIfAbsent(end, any -> new TreeSet<>()).add(kamelet.uri())));
        flows.routes().values().forEach(route -> route.effects().outcomes().forEach(end -> where.computeIfAbsent(end, any -> new TreeSet<>()).add(route.id())));
        table("code", "verdict", "said by");
        where.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.comparing(FlowReference::codeOf))).forEach(entry ->
                page.append(row(code(codeOf(entry.getKey())), verdictOf(entry.getKey()), codes(entry.getValue()))));
        say("What an exception that nobody catches ends an attempt with; the second word is who is to blame ([browser-failures.md](browser-failures.md) has all, and what is"
                + " done about each). After `job:point-of-no-return` each of them is a REVIEW.");
        table("code", "exception", "ends as");
        FlowTerms.endings().forEach(ending -> page.append(row(code(ending.code()), code(ending.failure()), ends(ending.ends()))));
    }

    private static String codeOf(String outcome) {
        return outcome.substring(outcome.indexOf(' ') + 1);
    }

    private static String verdictOf(String outcome) {
        return outcome.substring(0, outcome.indexOf(' '));
    }

    /** The end after most verbs comes last and is not spelled out. */
    private static String ends(Map<String, Set<String>> ends) {
        List<Map.Entry<String, Set<String>>> sorted = ends.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Set<String>> end) -> end.getValue().size()).thenComparing(Map.Entry::getKey)).toList();
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, Set<String>> end : sorted) {
            boolean last = told.size() == sorted.size() - 1;
            told.add(sorted.size() == 1 ? end.getKey() : (last ? "other verbs" : codes(end.getValue())) + ": " + end.getKey());
        }
        return String.join("; ", told);
    }

    private void steps() {
        say(STEPS);
        table("step", "does, in Camel's words", "takes", "short");
        FlowTerms.steps().forEach(step -> page.append(step(step)));
        say("Inside of them:");
        table("part", "does, in Camel's words", "takes", "short");
        FlowTerms.parts().forEach(part -> page.append(step(part)));
        say("A file `*.camel.yaml` is a list of `route` (" + codes(FlowTerms.routeKeys()) + "; in `from` " + codes(FlowTerms.fromKeys()) + ") and `routeConfiguration` ("
                + codes(FlowTerms.routeConfigurationKeys()) + "). `to` goes to: " + FlowTerms.components().stream().map(name -> code(name + ":")).collect(Collectors.joining(", "))
                + ".");
    }

    private static String step(FlowTerms.Step step) {
        JsonNode model = CamelMetadata.model(step.name());
        List<String> keys = new ArrayList<>(step.expression() ? List.of("an expression") : List.of());
        step.keys().stream().filter(key -> !CamelMetadata.ALWAYS.contains(key) && !FlowTerms.languages().contains(key) && !key.equals("expression"))
                .map(FlowReference::code).forEach(keys::add);
        return row(code(step.name()), text(model.at("/model/description").asText()), String.join(", ", keys), step.scalar() ? "yes" : "");
    }

    private void expressions() {
        say("## Expressions\n\nLanguages: " + codes(FlowTerms.languages()) + ". An expression is written `expression: {simple: {expression: \"${body} == 'Active'\"}}`.\n\n"
                + "Functions of Simple: " + codes(FlowTerms.functions()) + ". Of `exception` there is `${exception.message}` alone. Into the values of "
                + codes(FlowTerms.values()) + " keys go: `${variable.job[parameters][service_id]}`. Nothing else can be said: no method, no class, no bean, no environment.");
    }

    private void exceptions() {
        say("## Exceptions\n\nWhat `doCatch` and `onException` may name:\n\n"
                + FlowTerms.exceptions().stream().map(name -> "- " + code(name)).collect(Collectors.joining("\n")));
    }

    private void keys(String under, List<FnoKeyText> keys) {
        if (!under.isEmpty()) {
            say("Under " + code(under) + ":");
        }
        table("key", "is", "written as", "default");
        keys.forEach(key -> page.append(row(key.says().required() ? "**" + key.name() + "**" : key.name(), text(key.says().value()), form(key),
                text(key.says().byDefault()))));
        keys.stream().filter(key -> !key.keys().isEmpty()).forEach(key ->
                keys((under.isEmpty() ? "" : under + ".") + key.name() + (key.kind() == FnoKeyText.Kind.NAMED ? ".<name>" : ""), key.keys()));
    }

    private static String form(FnoKeyText key) {
        String form = key.words().isEmpty() ? key.kind().title() : codes(key.words());
        String pattern = key.says().names().isEmpty() ? key.says().form() : key.says().names();
        String bounds = key.says().least() == Integer.MIN_VALUE ? "" : key.says().most() == Integer.MAX_VALUE ? ", at least " + key.says().least()
                : ", " + key.says().least() + " to " + key.says().most();
        return form + bounds + (pattern.isEmpty() ? "" : " " + code(pattern.replace("|", "\\|")));
    }

    private void say(String text) {
        page.append(page.charAt(page.length() - 1) == '\n' ? "\n" : "\n\n").append(text.strip()).append("\n");
    }

    private void table(String... heads) {
        page.append("\n").append(row(heads)).append(row(Arrays.stream(heads).map(head -> "---").toArray(String[]::new)));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String codes(Collection<String> texts) {
        return texts.stream().map(FlowReference::code).collect(Collectors.joining(", "));
    }

    private static String text(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|");
    }
}
