package io.fnorpa.flow.component.job;

import io.fnorpa.flow.component.Verb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a flow can say about its job. */
public enum JobVerb implements Verb {
    FAIL("fail", List.of("code", "message"), List.of(),
            "Ends the whole flow: the portal or the data said no. The job is FAILED and not tried again."),
    RETRY("retry", List.of("code", "message"), List.of("fault"),
            "Ends the whole flow: later it may go better. The job is tried again if it has attempts left."),
    REVIEW("review", List.of("code", "message"), List.of("fault"),
            "Ends the whole flow: a person decides."),
    POINT_OF_NO_RETURN("point-of-no-return", List.of("what"), List.of(),
            "Is durable before the next step is done; after it nothing is tried again. Belongs right before the click that cannot be taken back."),
    RESULT("result", List.of("name", "value"), List.of(),
            "Sets a result field of the job."),
    NOTE("note", List.of("message"), List.of(),
            "Writes an event of the job.");

    private final String word;
    private final Set<String> required;
    private final Set<String> known;
    private final String summary;

    JobVerb(String word, List<String> required, List<String> optional, String summary) {
        this.word = word;
        this.required = new LinkedHashSet<>(required);
        this.known = new LinkedHashSet<>(required);
        this.known.addAll(optional);
        this.summary = summary;
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
    public String summary() {
        return summary;
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
