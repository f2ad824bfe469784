package io.fnorpa.browser.service.settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** Settings that the service cannot start with. Of such an exception Quarkus prints the message alone. */
public final class WrongSettingsException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    WrongSettingsException(List<String> wrong) {
        super(String.join("\n", wrong));
    }
}
