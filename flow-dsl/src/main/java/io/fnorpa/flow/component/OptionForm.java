package io.fnorpa.flow.component;

import java.util.Optional;

/** Options whose text has a form: times, numbers, and names that become part of a key. */
final class OptionForm {

    private OptionForm() {}

    /** What is wrong with the text; empty if nothing is, or if it is known only when a message passes. */
    static Optional<String> fault(String option, String text) {
        if (text.contains("${") || text.contains("{{")) {
            return Optional.empty();
        }
        return switch (option) {
            case "timeout" -> refusal(() -> TimeLimit.parse(text));
            case "count" -> unless(text.matches("\\d{1,9}"), "'" + text + "' is not a number for option 'count'");
            case "step", "code" -> refusal(() -> StepName.require(option, text));
            default -> Optional.empty();
        };
    }

    private static Optional<String> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> unless(boolean right, String fault) {
        return right ? Optional.empty() : Optional.of(fault);
    }
}
