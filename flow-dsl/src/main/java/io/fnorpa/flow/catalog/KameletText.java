package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Kamelet, as it is documented: what it says of itself, and what its steps do.
 *
 * @param folder      the FNO's, or {@code kamelets} of a shared one
 * @param name        {@code octotel-login}
 * @param title       for people
 * @param description what it does
 * @param parameters  what a caller gives it
 * @param effects     what comes of its own steps
 * @param root        the whole file
 */
public record KameletText(String folder, String name, String title, String description, List<Parameter> parameters, Effects effects, JsonNode root) {

    /** What a caller writes. */
    public String uri() {
        return "kamelet:" + name;
    }

    /**
     * @param required    must a caller give it
     * @param byDefault   what holds if it is not given
     * @param description with an example, if there is one
     */
    public record Parameter(String name, String title, String type, boolean required, Optional<String> byDefault, Optional<String> example,
            String description) {}

    /**
     * What steps do, besides what they do on the page. Those of Kamelets that they use are not among it.
     *
     * @param results   fields that they may set
     * @param outcomes  that they may end the flow with, such as {@code FAILED service-unknown}
     * @param variables that they may set
     * @param evidence  steps of pictures and files that they may keep
     * @param uses      Kamelets
     */
    public record Effects(Set<String> results, Set<String> outcomes, Set<String> variables, Set<String> evidence, Set<String> uses) {}
}
