package io.fnorpa.settings;

import java.util.Set;

/** Told to all who keep something that was made from settings. @param keys of live settings that are other than before */
public record SettingsChanged(Set<String> keys) {

    /** Whether one of a group, such as {@code rpa.browsers.breaker.}, or this very key changed. */
    public boolean concerns(String keyOrGroup) {
        return keys.stream().anyMatch(key -> key.equals(keyOrGroup) || key.startsWith(keyOrGroup));
    }
}
