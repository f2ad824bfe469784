package io.fnorpa.flow.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An option of one verb, as it is documented.
 *
 * @param name        {@code orTarget}
 * @param label       for people: {@code Or Target}
 * @param isFlag      true or false; else a text
 * @param required    must it be given
 * @param byDefault   what holds without it
 * @param choices     what it may be; empty for anything
 * @param description what it does with this verb: shape and unit
 */
public record OptionText(String name, String label, boolean isFlag, boolean required, Optional<String> byDefault, List<String> choices,
        String description) {}
