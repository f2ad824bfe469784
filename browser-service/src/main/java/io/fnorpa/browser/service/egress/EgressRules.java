package io.fnorpa.browser.service.egress;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which hosts a session's pages may come from: the host of its base URL and those it was opened with. An entry is a
 * host, {@code *.example.com} for the subdomains, or {@code host:port} for that port alone.
 */
public final class EgressRules {

    /** No host at all: the rules of a browser without a session. */
    public static final EgressRules NOTHING = new EgressRules(Set.of());

    private final Set<HostPattern> allowed;

    private EgressRules(Set<HostPattern> allowed) {
        this.allowed = allowed;
    }

    /** @throws IllegalArgumentException if an entry is not a host */
    public static EgressRules of(URI baseUrl, Collection<String> allowedHosts) {
        return new EgressRules(Stream.concat(Stream.of(hostOf(baseUrl)), allowedHosts.stream())
                .map(HostPattern::parse)
                .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean allow(String host, int port) {
        String name = canonical(host);
        return allowed.stream().anyMatch(pattern -> pattern.matches(name, port));
    }

    private static String hostOf(URI baseUrl) {
        return baseUrl.getHost();
    }

    /** Lower case, without the brackets of an IPv6 address and the dot that ends a full name. */
    static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private record HostPattern(String name, boolean subdomains, int port) {

        private static final int ANY = -1;

        static HostPattern parse(String entry) {
            String text = entry.strip();
            int port = ANY;
            int colon = text.lastIndexOf(':');
            if (colon > 0 && text.indexOf(':') == colon || text.contains("]:")) {
                port = portOf(entry, text.substring(colon + 1));
                text = text.substring(0, colon);
            }
            boolean subdomains = text.startsWith("*.");
            String name = canonical(subdomains ? text.substring(2) : text);
            if (!name.matches("[a-z0-9_.:-]{1,253}") || name.startsWith(".")) {
                throw new IllegalArgumentException("'" + entry + "' is not a host; write portal.example.com, *.example.com or host:port");
            }
            return new HostPattern(name, subdomains, port);
        }

        private static int portOf(String entry, String text) {
            if (!text.matches("\\d{1,5}")) {
                throw new IllegalArgumentException("'" + entry + "' has no port after its colon");
            }
            return Integer.parseInt(text);
        }

        boolean matches(String host, int hostPort) {
            return (port == ANY || port == hostPort) && (subdomains ? host.endsWith("." + name) : host.equals(name));
        }
    }

    @Override
    public String toString() {
        return allowed.stream().map(HostPattern::name).collect(Collectors.toCollection(() -> new java.util.TreeSet<>())).toString();
    }

    /** The hosts, for a message that says what would be allowed. */
    public List<String> hosts() {
        return allowed.stream().map(pattern -> (pattern.subdomains() ? "*." : "") + pattern.name()).sorted().toList();
    }
}
