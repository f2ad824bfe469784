package io.fnorpa.flow.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * The classes that a flow's context finds by name. Camel looks for its own parts and for ours so, and for the exceptions that flows
 * catch. A class that a text names, as {@code #class:java.io.File} does, has to be there for Camel to go on: that one is refused, so
 * that no text makes an object.
 */
final class FlowClasses extends DefaultClassResolver {

    private static final String CAMELS = "org.apache.camel.";
    private static final String OURS = "io.fnorpa.";

    FlowClasses(CamelContext camel) {
        super(camel);
    }

    @Override
    public Class<?> resolveMandatoryClass(String name) throws ClassNotFoundException {
        throw new ClassNotFoundException("class " + name + " is not for flows: a flow makes no objects of its own");
    }

    @Override
    protected Class<?> loadClass(String name, ClassLoader loader) {
        return name.startsWith(CAMELS) || name.startsWith(OURS) || CatchableExceptions.NAMES.contains(name) ? super.loadClass(name, loader) : null;
    }
}
