package io.fnorpa.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The column in which the database puts the number of a new row. Its name stands where all names stand, in the statement: in
 * a line of its own, {@code -- key: id}. A driver wants it beside the statement; to ask Oracle's for "the first column" has it
 * look the table up by name, which need not find what a synonym stands for.
 */
public final class KeyColumn {

    private static final Pattern LINE = Pattern.compile("(?m)^-- key: (\\w+)$");

    private KeyColumn() {}

    /**
     * @param statement file with an insert
     * @throws IllegalStateException no line of it names the key
     */
    public static String of(Path statement) {
        try {
            Matcher line = LINE.matcher(Files.readString(statement));
            if (!line.find()) {
                throw new IllegalStateException(statement + " does not say in which column a new row gets its number: give it a line '-- key: id'");
            }
            return line.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + statement, e);
        }
    }
}
