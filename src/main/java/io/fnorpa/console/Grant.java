package io.fnorpa.console;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What may be done with some MBeans.
 *
 * @param mbeans     pattern of their names
 * @param attributes that everybody may read; {@link #ALL} is all but {@code hidden}
 * @param hidden     attributes that nobody may read
 * @param looks      operations that everybody may call: {@code reset} is every operation of that name, {@code stop()} the one without arguments
 * @param changes    operations that operators may call too
 * @param settings   attributes that operators may set, and to which values
 */
record Grant(ObjectName mbeans, Set<String> attributes, Set<String> hidden, Set<String> looks, Set<String> changes, Map<String, Predicate<Object>> settings) {

    static final String ALL = "*";

    static Grant of(String mbeans) {
        try {
            return new Grant(new ObjectName(mbeans), Set.of(), Set.of(), Set.of(), Set.of(), Map.of());
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(mbeans, e);
        }
    }

    Grant attributes(String... names) {
        return new Grant(mbeans, Set.of(names), hidden, looks, changes, settings);
    }

    Grant allAttributesBut(String... names) {
        return new Grant(mbeans, Set.of(ALL), Set.of(names), looks, changes, settings);
    }

    Grant looks(String... operations) {
        return new Grant(mbeans, attributes, hidden, Set.of(operations), changes, settings);
    }

    Grant changes(String... operations) {
        return new Grant(mbeans, attributes, hidden, looks, Set.of(operations), settings);
    }

    Grant settings(Map<String, Predicate<Object>> values) {
        return new Grant(mbeans, attributes, hidden, looks, changes, Map.copyOf(values));
    }

    boolean isAbout(ObjectName name) {
        return mbeans.apply(name);
    }

    boolean mayRead(String attribute) {
        return !hidden.contains(attribute) && (attributes.contains(ALL) || attributes.contains(attribute));
    }

    /** @param signature types of its arguments, as JMX names them */
    boolean mayCall(String operation, String[] signature, boolean operator) {
        return has(looks, operation, signature) || operator && isChange(operation, signature);
    }

    boolean isChange(String operation, String[] signature) {
        return has(changes, operation, signature);
    }

    private static boolean has(Set<String> operations, String operation, String[] signature) {
        return operations.contains(operation) || operations.contains(operation + "(" + String.join(",", signature) + ")");
    }

    boolean maySet(String attribute, Object value, boolean operator) {
        return operator && settings.getOrDefault(attribute, any -> false).test(value);
    }

    /** Is there anything in it for this role? */
    boolean isFor(boolean operator) {
        return !attributes.isEmpty() || !looks.isEmpty() || operator && !changes.isEmpty();
    }
}
