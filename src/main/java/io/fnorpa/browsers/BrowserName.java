package io.fnorpa.browsers;

import java.util.UUID;

/** Names of local browser services: {@code browser-<machine>-<8 digits>}. So a name says where its processes are. */
final class BrowserName {

    private static final int DIGITS = 8;

    private BrowserName() {}

    /** A new one for a browser service on this machine. */
    static String on(String machine) {
        return prefix(machine) + UUID.randomUUID().toString().substring(0, DIGITS);
    }

    /** Whether the browser service of this name runs on that machine; another machine's name may begin with this one's. */
    static boolean isOn(String machine, String name) {
        return name.startsWith(prefix(machine)) && name.length() == prefix(machine).length() + DIGITS;
    }

    private static String prefix(String machine) {
        return "browser-" + machine + "-";
    }
}
