package io.fnorpa.console;

import io.fnorpa.token.Role;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Who asks the console.
 *
 * @param name      for the log
 * @param mayChange an operator; everybody else looks
 */
record ConsoleUser(String name, boolean mayChange) {

    static ConsoleUser of(SecurityIdentity identity) {
        return new ConsoleUser(identity.getPrincipal().getName(), identity.hasRole(Role.OPERATOR.id()));
    }
}
