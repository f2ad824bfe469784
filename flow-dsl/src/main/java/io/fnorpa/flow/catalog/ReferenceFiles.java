package io.fnorpa.flow.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files under {@code docs/} that are made and not written. */
public final class ReferenceFiles {

    private ReferenceFiles() {}

    /** Their texts, by path relative to {@code docs/}. */
    public static Map<String, String> of(FlowTexts flows) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("flow-reference.md", FlowReference.page(flows));
        files.put("schema/flow.schema.json", FlowSchema.text(flows));
        files.put("schema/fno.schema.json", FnoSchema.text());
        return files;
    }

    /** Writes files, whose folders are made. */
    public static void write(Path folder, Map<String, String> files) {
        files.forEach((name, text) -> {
            try {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.writeString(folder.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + folder.resolve(name), e);
            }
        });
    }
}
