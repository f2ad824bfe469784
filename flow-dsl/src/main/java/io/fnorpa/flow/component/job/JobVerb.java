package io.fnorpa.flow.component.job;

import io.fnorpa.flow.component.Verb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a flow can say about its job. */
public enum JobVerb implements Verb {
    FAIL("fail", List.of("code", "message"), List.of()),
    RETRY("retry", List.of("code", "message"), List.of("fault")),
    REVIEW("review", List.of("code", "message"), List.of("fault")),
    POINT_OF_NO_RETURN("point-of-no-return", List.of("what"), List.of()),
    RESULT("result", List.of("name", "value"), List.of()),
    NOTE("note", List.of("message"), List.of());

    private final String word;
    private final Set<String> required;
    private final Set<String> known;

    JobVerb(String word, List<String> required, List<String> optional) {
        this.word = word;
        this.required = new LinkedHashSet<>(required);
        this.known = new LinkedHashSet<>(required);
        this.known.addAll(optional);
    }

    /** {@code point-of-no-return} */
    public String word() {
        return word;
    }

    @Override
    public String fullName() {
        return "job:" + word;
    }

    @Override
    public Set<String> required() {
        return required;
    }

    @Override
    public Set<String> known() {
        return known;
    }

    @Override
    public List<String> conflicts(Map<String, String> options) {
        return List.of();
    }
}
