package io.fnorpa.browser;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a browser service can be told to do in a session. On the wire in kebab-case: {@code storage-state}. */
public enum CommandType {
    NAVIGATE,
    CLICK, FILL, TYPE, SELECT, CHECK, UNCHECK, PRESS, HOVER, UPLOAD, DRAG, SUBMIT,
    DIALOG,
    WAIT, EXPECT, EXTRACT,
    SCREENSHOT, DOWNLOAD, SOURCE,
    TOTP,
    STORAGE_STATE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static CommandType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown command '" + wireName + "'; known are "
                        + Arrays.stream(values()).map(CommandType::wireName).collect(Collectors.joining(", "))));
    }
}
