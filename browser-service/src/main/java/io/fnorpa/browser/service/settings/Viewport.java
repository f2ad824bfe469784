package io.fnorpa.browser.service.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Size of a page in CSS pixels, written {@code 1280x800}. */
public record Viewport(int width, int height) {

    private static final Pattern FORM = Pattern.compile("(\\d{3,4})x(\\d{3,4})");

    /** @throws IllegalArgumentException if the text is not of that form */
    public static Viewport parse(String text) {
        Matcher size = FORM.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write width x height in pixels, such as 1280x800");
        }
        return new Viewport(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
