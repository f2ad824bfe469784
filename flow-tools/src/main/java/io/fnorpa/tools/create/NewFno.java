package io.fnorpa.tools.create;

import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.tools.WrongUseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the folder of a new FNO from the example that is kept with this class. */
public final class NewFno {

    private static final String EXAMPLE = "/io/fnorpa/tools/new-fno/";
    /** Files as they stand in the example; a Kamelet's name begins with the FNO's. */
    private static final List<String> FILES = List.of("fno.yaml", "validation.camel.yaml", "login.kamelet.yaml", "find-service.kamelet.yaml",
            "open-service.kamelet.yaml", "read-service.kamelet.yaml");

    private final Path flows;
    private final FnoName name;

    private NewFno(Path flows, FnoName name) {
        this.flows = flows;
        this.name = name;
    }

    /**
     * Writes it.
     *
     * @param flows the folder of all flows
     * @return the files, in the order in which they are read best
     * @throws WrongUseException there is a folder of that name, or it is the name of another FNO
     */
    public static List<Path> write(Path flows, FnoName name) {
        requireUnused(flows, name);
        return new NewFno(flows, name).write(FILES);
    }

    /** @throws WrongUseException the name is taken */
    public static void requireUnused(Path flows, FnoName name) {
        if (Files.exists(flows.resolve(name.id()))) {
            throw new WrongUseException("there is a folder " + flows.resolve(name.id()) + " already; take another name, or remove it");
        }
        try (FlowLibrary library = FlowLibrary.load(flows)) {
            library.settings(name.id()).map(FnoSettings::fno).ifPresent(other -> {
                throw new WrongUseException("'" + name.id() + "' is another name of " + other + ", by aliases in its fno.yaml; take another");
            });
        }
    }

    private List<Path> write(List<String> files) {
        return files.stream().map(file -> {
            Path target = flows.resolve(name.id()).resolve(file.endsWith(".kamelet.yaml") ? name.id() + "-" + file : file);
            try {
                Files.createDirectories(target.getParent());
                return Files.writeString(target, text(file));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + target, e);
            }
        }).toList();
    }

    private String text(String file) {
        try (InputStream example = NewFno.class.getResourceAsStream(EXAMPLE + file)) {
            return new String(example.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@fno@", name.id()).replace("@Name@", name.title()).replace("@variable@", name.variable());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
