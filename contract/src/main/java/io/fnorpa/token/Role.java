package io.fnorpa.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person, or the dashboard, may do. docs/security.md has the table. */
public enum Role {
    /** Looks at jobs, lanes, flows and evidence. */
    VIEWER,
    /** A viewer who also submits jobs, repairs them and pauses lanes. */
    OPERATOR,
    /** A viewer who changes flows. */
    AUTHOR;

    /** As it stands in a token: {@code operator}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** {@code viewer, operator, author} */
    public static String list() {
        return Arrays.stream(values()).map(Role::id).collect(Collectors.joining(", "));
    }
}
