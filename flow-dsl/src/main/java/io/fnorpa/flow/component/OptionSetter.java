package io.fnorpa.flow.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultEndpoint;

/** Puts a URI's options on an endpoint, after the verb has checked them. */
public final class OptionSetter {

    private OptionSetter() {}

    /**
     * Takes all parameters. Texts are set as they stand: {@code #save} is a selector here and {@code #type:checked} another, not the name
     * of a bean or of a class to make one of, which is why Camel's own binding is left out.
     */
    public static void set(Verb verb, DefaultEndpoint endpoint, Map<String, Object> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
        List<String> faults = verb.faults(options);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        PropertyConfigurer configurer = endpoint.getComponent().getEndpointPropertyConfigurer();
        options.forEach((name, value) -> configurer.configure(endpoint.getCamelContext(), endpoint, name, value, false));
        parameters.clear();
    }
}
