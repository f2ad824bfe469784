package io.fnorpa.browser.service.settings;

import java.util.List;

/** Settings that the service cannot start with. */
public final class WrongSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongSettingsException(List<String> wrong) {
        super(String.join("\n", wrong));
    }
}
