package io.fnorpa.tools;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FnoSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The folder of all flows, loaded. */
public final class FlowsFolder implements AutoCloseable {

    /** The option that names it. */
    public static final String OPTION = "--flows";
    private static final Path USUAL = Path.of("fno-flows");

    private final Path path;
    private final FlowLibrary library;

    private FlowsFolder(Path path, FlowLibrary library) {
        this.path = path;
        this.library = library;
    }

    /** Where {@code --flows} points, or the usual place. */
    public static Path path(Arguments arguments) {
        Path path = arguments.value(OPTION).map(Path::of).orElse(USUAL);
        if (!Files.isDirectory(path)) {
            throw new WrongUseException("there is no folder " + path + "; it holds a folder for each FNO. --flows names another");
        }
        return path;
    }

    public static FlowsFolder load(Arguments arguments) {
        Path path = path(arguments);
        return new FlowsFolder(path, FlowLibrary.load(path));
    }

    public FlowLibrary library() {
        return library;
    }

    /**
     * The settings of an FNO, by its id or an alias.
     *
     * @throws WrongUseException    there is none of that name
     * @throws NotRunException its folder does not pass the check; all that is wrong is told
     */
    public FnoSettings fno(String name) {
        return library.settings(name).orElseThrow(() -> {
            if (library.refused().containsKey(name)) {
                return new NotRunException(library.refused().get(name).stream().map(Object::toString).collect(Collectors.joining("\n")));
            }
            Set<String> known = new TreeSet<>(library.refused().keySet());
            library.all().forEach(context -> known.add(context.settings().fno()));
            return new WrongUseException("there is no folder " + path.resolve(name) + NearestName.hint(name, known));
        });
    }

    @Override
    public void close() {
        library.close();
    }
}
