package io.fnorpa.workers;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The workers that there are now: each address of each name in {@code rpa.worker.endpoint}, or in {@code rpa.worker.for} of an FNO. */
final class WorkerAddresses {

    private static final Logger LOG = Logger.getLogger(WorkerAddresses.class);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final Pattern NUMBER = Pattern.compile("[0-9.]+|\\[.*]");

    private final String key;
    private final List<URI> endpoints;

    /** @throws IllegalStateException one is no address */
    WorkerAddresses(List<URI> endpoints) {
        this("rpa.worker.endpoint", endpoints);
    }

    /** @param key setting that names them */
    WorkerAddresses(String key, List<URI> endpoints) {
        this.key = key;
        endpoints.stream().filter(endpoint -> !SCHEMES.contains(String.valueOf(endpoint.getScheme())) || endpoint.getHost() == null
                || !String.valueOf(endpoint.getPath()).matches("/?") || endpoint.getRawUserInfo() != null || endpoint.getRawQuery() != null || endpoint.getRawFragment() != null).findFirst().ifPresent(wrong -> {
            throw new IllegalStateException(key + " has " + wrong + "; each must be like http://worker.example:8630");
        });
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public String toString() {
        return endpoints.toString();
    }

    boolean isEmpty() {
        return endpoints.isEmpty();
    }

    /** A name that leads nowhere now is passed over; the JVM asks for names again after 30 s at the latest. */
    List<URI> now() {
        Set<URI> addresses = new LinkedHashSet<>();
        for (URI endpoint : endpoints) {
            try {
                for (InetAddress address : InetAddress.getAllByName(endpoint.getHost())) {
                    addresses.add(at(endpoint, address));
                }
            } catch (UnknownHostException e) {
                LOG.warnf("No worker is known by the name %s (%s) now", endpoint.getHost(), key);
            }
        }
        return new ArrayList<>(addresses);
    }

    /** With TLS the endpoint's host, if it is a name, is what each of them must have in its certificate. */
    private static URI at(URI endpoint, InetAddress address) {
        String text = address.getHostAddress();
        boolean isNumber = NUMBER.matcher(endpoint.getHost()).matches();
        String name = "https".equals(endpoint.getScheme()) && !isNumber ? endpoint.getHost() : null;
        try {
            return new URI(endpoint.getScheme(), null, text.contains(":") ? "[" + text + "]" : text, endpoint.getPort(), null, null, name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not an address: " + text, e);
        }
    }
}
