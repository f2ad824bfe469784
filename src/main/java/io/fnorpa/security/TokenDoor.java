package io.fnorpa.security;

/** Which kind of token a path wants. */
enum TokenDoor {
    /** People's and the dashboard's: all paths but those below. */
    PEOPLE(null),
    /** {@code /attempts/…}: an attempt's, of which a worker reports. */
    ATTEMPT("attempt"),
    /** {@code /worker/…}: the orchestrators', who give workers their jobs. */
    WORKER("giver-of-work"),
    /** Below {@code /hawtio}, of a browser's cookie: the console's own, which {@link ConsoleLogin} gave. */
    CONSOLE(null);

    private final String role;

    TokenDoor(String role) {
        this.role = role;
    }

    /** The role that a good token of this kind gives; null where the token says it itself. */
    String role() {
        return role;
    }

    static TokenDoor of(String path) {
        if (path.equals("/attempts") || path.startsWith("/attempts/")) {
            return ATTEMPT;
        }
        return path.equals("/worker") || path.startsWith("/worker/") ? WORKER : PEOPLE;
    }
}
