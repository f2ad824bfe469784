package io.fnorpa.flow.component;

import io.fnorpa.flow.component.browser.BrowserEndpointUriFactory;
import io.fnorpa.flow.component.job.JobEndpointUriFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.URISupport;

/**
 * What makes {@code browser:fill} of {@code uri: browser} with {@code verb: fill} among the parameters, which is how Kaoto saves a step. The
 * generated ones answer {@code multiValuePrefixes()} with a set, as Camel asked for up to 4.14; later it asks for a map. Those of this class,
 * which Camel takes from the registry in their place, answer either way.
 */
public final class UriFactories {

    /** As properties of {@code camel run}, which reads routes before it knows any component of ours. */
    public static final Map<String, String> BEANS = Map.of("camel.beans.browserUris", "#class:io.fnorpa.flow.component.UriFactories#browser",
            "camel.beans.jobUris", "#class:io.fnorpa.flow.component.UriFactories#job");

    /** The option that is a part of the path, of both components. */
    private static final String VERB = "verb";

    private UriFactories() {}

    /** A bean of {@link #BEANS}. */
    public static EndpointUriFactory browser() {
        return eitherWay(new BrowserEndpointUriFactory());
    }

    /** A bean of {@link #BEANS}. */
    public static EndpointUriFactory job() {
        return eitherWay(new JobEndpointUriFactory());
    }

    /** @param registry of a context whose flows may have been saved by Kaoto */
    public static void bind(Registry registry) {
        registry.bind("browserUris", EndpointUriFactory.class, browser());
        registry.bind("jobUris", EndpointUriFactory.class, job());
    }

    private static EndpointUriFactory eitherWay(EndpointUriFactory generated) {
        return (EndpointUriFactory) Proxy.newProxyInstance(UriFactories.class.getClassLoader(), new Class<?>[] {EndpointUriFactory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "multiValuePrefixes" -> method.getReturnType() == Map.class ? Map.of() : Set.of();
                    case "buildUri" -> uri((String) arguments[0], (Map<?, ?>) arguments[1], arguments.length == 2 || (boolean) arguments[2]);
                    default -> invoke(generated, method, arguments);
                });
    }

    /** The generated ones come by {@code multiValuePrefixes()} on the way, too. */
    private static String uri(String scheme, Map<?, ?> properties, boolean encode) throws URISyntaxException {
        SortedMap<String, Object> options = new TreeMap<>();
        properties.forEach((name, value) -> options.put(String.valueOf(name), value));
        Object verb = options.remove(VERB);
        if (verb == null) {
            throw new IllegalArgumentException("Option " + VERB + " is required when creating endpoint uri with syntax " + scheme + ":" + VERB);
        }
        return scheme + ":" + verb + (options.isEmpty() ? "" : "?" + URISupport.createQueryString(options, encode));
    }

    private static Object invoke(EndpointUriFactory generated, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(generated, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
