package io.fnorpa.browser.service.command;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern with {@code *}, which stands for any characters, also none; everything else stands for itself. */
record Glob(String text) {

    boolean matches(String value) {
        String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(value).matches();
    }
}
