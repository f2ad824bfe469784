package io.fnorpa.browser.service.command;

/** A pattern with {@code *}, which stands for any characters, also none; everything else stands for itself. */
record Glob(String text) {

    /** In time proportional to the lengths, whatever the pattern: each part between stars is taken where it comes first. */
    boolean matches(String value) {
        String[] parts = text.split("\\*", -1);
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return value.equals(text);
        }
        if (!value.startsWith(first)) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = value.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return value.length() - at >= last.length() && value.endsWith(last);
    }
}
