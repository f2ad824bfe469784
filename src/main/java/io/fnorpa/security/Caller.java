package io.fnorpa.security;

import io.fnorpa.token.Role;
import java.time.Instant;
import java.util.Set;

/**
 * Who a good token speaks for.
 *
 * @param name  for events and logs; at most {@value #LONGEST_NAME} characters, none of them a control character
 * @param roles at least one
 * @param until when the token ends
 */
public record Caller(String name, Set<Role> roles, Instant until) {

    /** What the job table's columns hold. */
    public static final int LONGEST_NAME = 100;

    public Caller {
        name = printable(name);
        roles = Set.copyOf(roles);
    }

    private static String printable(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }
}
