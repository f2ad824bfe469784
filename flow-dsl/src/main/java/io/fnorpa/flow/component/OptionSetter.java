package io.fnorpa.flow.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.PropertyBindingSupport;

/** Puts a URI's options on an endpoint, after the verb has checked them. */
public final class OptionSetter {

    private OptionSetter() {}

    /**
     * Takes all parameters. Texts are set as they stand: {@code #save} is a selector here, not the name of a bean, which
     * is why Camel's own binding of references is left out.
     */
    public static void set(Verb verb, DefaultEndpoint endpoint, Map<String, Object> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
        List<String> faults = verb.faults(options);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        PropertyBindingSupport.build()
                .withCamelContext(endpoint.getCamelContext())
                .withTarget(endpoint)
                .withConfigurer(endpoint.getComponent().getEndpointPropertyConfigurer())
                .withReference(false)
                .withMandatory(true)
                .withProperties(new LinkedHashMap<>(options))
                .bind();
        parameters.clear();
    }
}
