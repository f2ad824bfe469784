package io.fnorpa.flow.runtime;

import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/**
 * What {{...}} finds in a flow's context: a Kamelet's parameters alone. Neither what the process was started with, nor the platform's
 * settings, which Camel's own would find as it is made, nor what a function such as {@code env:} reads.
 */
final class NoSettings extends PropertiesComponent {

    NoSettings() {
        setAutoDiscoverPropertiesSources(false);
        setEnvironmentVariableMode(ENVIRONMENT_VARIABLES_MODE_NEVER);
        setSystemPropertiesMode(SYSTEM_PROPERTIES_MODE_NEVER);
    }

    @Override
    public boolean hasPropertiesFunction(String name) {
        return false;
    }

    @Override
    public PropertiesFunction getPropertiesFunction(String name) {
        return null;
    }
}
