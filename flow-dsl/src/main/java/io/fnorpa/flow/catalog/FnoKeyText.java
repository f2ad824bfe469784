package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import io.fnorpa.flow.runtime.FnoFile;
import io.fnorpa.flow.runtime.FnoKey;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A key of {@code fno.yaml}, as it is documented.
 *
 * @param name  in kebab case
 * @param kind  how its value looks
 * @param says  what it is
 * @param words what it may be, of {@link Kind#WORD}
 * @param keys  what stands under it, of {@link Kind#KEYS}, or under each name, of {@link Kind#NAMED}
 */
record FnoKeyText(String name, Kind kind, FnoKey says, List<String> words, List<FnoKeyText> keys) {

    private static final KebabCaseStrategy KEBAB = new KebabCaseStrategy();

    /** How a value looks, and how that is called. */
    enum Kind {
        TEXT("text"), NUMBER("whole number"), FLAG("true or false"), DURATION("duration such as PT10M"), WORD("word"), LIST("list of texts"), KEYS("keys"),
        NAMED("keys of your own");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** All keys, in the order of the settings. */
    static List<FnoKeyText> all() {
        return keys(FnoFile.class);
    }

    private static List<FnoKeyText> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(FnoKeyText::key).toList();
    }

    private static FnoKeyText key(RecordComponent component) {
        String name = KEBAB.translate(component.getName());
        FnoKey says = component.getAnnotation(FnoKey.class);
        Class<?> type = component.getType();
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants()).map(word -> word.toString().toLowerCase(Locale.ROOT)).toList();
            return new FnoKeyText(name, Kind.WORD, says, words, List.of());
        }
        if (type == Map.class) {
            Type each = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1];
            return new FnoKeyText(name, Kind.NAMED, says, List.of(), keys((Class<?>) each));
        }
        return type.isRecord() ? new FnoKeyText(name, Kind.KEYS, says, List.of(), keys(type))
                : new FnoKeyText(name, kind(type), says, List.of(), List.of());
    }

    private static Kind kind(Class<?> type) {
        if (type == Integer.class) {
            return Kind.NUMBER;
        }
        if (type == Boolean.class) {
            return Kind.FLAG;
        }
        return type == Duration.class ? Kind.DURATION : type == List.class ? Kind.LIST : Kind.TEXT;
    }
}
