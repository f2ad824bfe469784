package io.fnorpa.browser.service.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The small JavaScript functions that are run in pages. They get no secret: a page could listen. */
final class Scripts {

    static final String CANDIDATES = read("candidates.js");
    static final String DRAG = read("drag.js");
    static final String TABLE = read("table.js");
    static final String TEXTS = read("texts.js");

    private Scripts() {}

    private static String read(String name) {
        try (InputStream script = Scripts.class.getResourceAsStream("/scripts/" + name)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
