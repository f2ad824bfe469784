package io.fnorpa.browser.service.command;

/**
 * What a verb brought back.
 *
 * @param value         see {@link io.fnorpa.browser.CommandResult#value()}; of a download the {@link KeptFile}
 * @param contentType   of the file, if it is one
 * @param fileName      of the file
 * @param contentBase64 a picture's bytes
 */
record Yield(Object value, String contentType, String fileName, String contentBase64) {

    static final Yield NOTHING = of(null);

    static Yield of(Object value) {
        return new Yield(value, null, null, null);
    }
}
