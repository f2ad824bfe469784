package io.fnorpa.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/** The fields of a request's query string; as {@link RequestFields}, what is wrong is told all at once. */
final class QueryFields {

    private final Map<String, List<String>> query;
    private final Set<String> asked = new TreeSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private QueryFields(Map<String, List<String>> query) {
        this.query = query;
    }

    static QueryFields of(Exchange exchange) {
        String text = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class);
        return new QueryFields(new QueryStringDecoder(text, StandardCharsets.UTF_8, false).parameters());
    }

    /** Null if it is absent. */
    String text(String field, int longest) {
        String value = value(field);
        if (value == null || value.getBytes(StandardCharsets.UTF_8).length <= longest) {
            return value;
        }
        wrong(field, "is longer than " + longest + " bytes");
        return null;
    }

    int integer(String field, int least, int most, int otherwise) {
        String value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        wrong(field, "must be a whole number from " + least + " to " + most + ", not '" + value + "'");
        return otherwise;
    }

    OffsetDateTime time(String field, OffsetDateTime otherwise) {
        String value = value(field);
        if (value == null) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(value.replace(' ', '+')); // a + that was not written as %2B has become a space
        } catch (DateTimeParseException e) {
            wrong(field, "must be a time with its offset, such as 2026-03-31T08:00:00Z, not '" + value + "'");
            return otherwise;
        }
    }

    LocalDate date(String field, LocalDate otherwise) {
        String value = value(field);
        if (value == null) {
            return otherwise;
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            wrong(field, "must be a day such as 2026-03-31, not '" + value + "'");
            return otherwise;
        }
    }

    /** Values separated by commas, or given several times; all of them if the field is absent. */
    Set<String> someOf(String field, Set<String> all) {
        asked.add(field);
        if (!query.containsKey(field)) {
            return all;
        }
        Set<String> chosen = new LinkedHashSet<>();
        query.get(field).forEach(values -> chosen.addAll(List.of(values.split(",", -1))));
        chosen.stream().filter(Predicate.not(all::contains))
                .forEach(value -> wrong(field, "must be one or more of " + String.join(", ", all) + ", not '" + value + "'"));
        return chosen;
    }

    /** @throws ApiRefusal anything was wrong, or a field is not known */
    void end() {
        query.keySet().stream().filter(Predicate.not(asked::contains))
                .forEach(name -> wrong(name, "is not a filter; there are " + String.join(", ", asked)));
        if (!errors.isEmpty()) {
            throw ApiRefusal.invalid(errors);
        }
    }

    private String value(String field) {
        asked.add(field);
        List<String> values = query.getOrDefault(field, List.of());
        if (values.size() > 1) {
            wrong(field, "is given " + values.size() + " times; once is right");
        }
        if (values.size() == 1 && values.get(0).isBlank()) {
            wrong(field, "is empty; leave it out, or give it a value");
        }
        return values.size() == 1 && !values.get(0).isBlank() ? values.get(0) : null;
    }

    private void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
