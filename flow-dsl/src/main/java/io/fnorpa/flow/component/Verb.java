package io.fnorpa.flow.component;

import io.fnorpa.flow.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A word of the flow language, such as {@code browser:click}, and what may be said with it. */
public interface Verb {

    /** With the scheme: {@code browser:wait-for}. */
    String fullName();

    /** What it does, in whole sentences: for the reference, editors and Kaoto. */
    String summary();

    /** Options that must be given. */
    Set<String> required();

    /** All options that may be given. */
    Set<String> known();

    /** What is wrong with the options besides names, such as two that exclude each other; empty if nothing is. */
    List<String> conflicts(Map<String, String> options);

    /** The values that an option is limited to; empty where any will do. */
    static Set<String> choices(String option) {
        return OptionChoices.of(option);
    }

    /** All that is wrong with these options, each fault as a sentence that names verb, option and what would be right. */
    default List<String> faults(Map<String, String> options) {
        List<String> faults = new ArrayList<>();
        options.keySet().stream().filter(name -> !known().contains(name))
                .forEach(name -> faults.add(fullName() + " has no option '" + name + "'" + NearestName.hint(name, known())));
        required().stream().filter(name -> isBlank(options, name))
                .forEach(name -> faults.add(fullName() + " needs option '" + name + "'"));
        options.forEach((name, value) -> wrongChoice(name, value).ifPresent(faults::add));
        options.forEach((name, value) -> OptionForm.fault(name, value).map(fault -> fullName() + ": " + fault).ifPresent(faults::add));
        if (faults.isEmpty()) {
            faults.addAll(conflicts(options));
        }
        return faults;
    }

    private Optional<String> wrongChoice(String name, String value) {
        Set<String> choices = OptionChoices.of(name);
        boolean free = choices.isEmpty() || !known().contains(name) || value.contains("${") || value.contains("{{") || choices.contains(value);
        return free ? Optional.empty()
                : Optional.of(fullName() + ": '" + value + "' is not a value of option '" + name + "'" + NearestName.hint(value, choices));
    }

    static boolean isBlank(Map<String, String> options, String name) {
        return options.getOrDefault(name, "").isBlank();
    }

    static long countGiven(Map<String, String> options, String... names) {
        return Arrays.stream(names).filter(options::containsKey).count();
    }

    /** The verb of this name, or a refusal that names the nearest. */
    static <V extends Verb> V find(String scheme, String name, Collection<V> verbs) {
        return verbs.stream()
                .filter(verb -> verb.fullName().equals(scheme + ":" + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + scheme + ":" + name + NearestName.hint(name,
                        verbs.stream().map(verb -> verb.fullName().substring(scheme.length() + 1)).toList())));
    }
}
