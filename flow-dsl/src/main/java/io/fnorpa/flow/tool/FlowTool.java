package io.fnorpa.flow.tool;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bin/flow}. Exit code: 0 good, 1 something is wrong with the flows, 2 wrong use. */
public final class FlowTool {

    private static final int WRONG_USE = 2;
    private static final String CHECK = "check [FNO…] [--flows DIR]";
    private static final String USAGE = CHECK + ", install [--repository DIR], catalog [DIR] [--serve PORT] [--flows DIR], or reference [DIR] [--flows DIR]";

    private FlowTool() {}

    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0 || !List.of(arguments).contains("--serve")) {
            System.exit(code);
        }
    }

    /** As {@link #main}, without ending the process. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
            return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
                case "check" -> check(rest, out);
                case "install" -> install(rest, out);
                case "catalog" -> CatalogTool.catalog(rest, out);
                case "reference" -> CatalogTool.reference(rest, out);
                default -> throw new IllegalArgumentException(USAGE);
            };
        } catch (IllegalArgumentException e) {
            err.println("bin/flow: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static int install(List<String> arguments, PrintStream out) {
        if (!arguments.isEmpty() && !(arguments.size() == 2 && arguments.get(0).equals("--repository"))) {
            throw new IllegalArgumentException("install takes no more than --repository DIR");
        }
        Path repository = arguments.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(arguments.get(1));
        out.println("The language of flows is in " + CamelRunInstall.into(repository.toAbsolutePath()));
        out.println("camel run takes it with --dep=" + CamelRunInstall.COORDINATES);
        return 0;
    }

    private static int check(List<String> arguments, PrintStream out) {
        Path folder = Path.of("fno-flows");
        List<String> fnos = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--flows")) {
                if (++i == arguments.size()) {
                    throw new IllegalArgumentException("--flows wants a folder after it");
                }
                folder = Path.of(arguments.get(i));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + argument + "; check takes " + CHECK.substring("check ".length()));
            } else {
                fnos.add(argument);
            }
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder + "; it holds a folder for each FNO. --flows names another");
        }
        return FlowsCheck.of(folder, fnos).print(out);
    }
}
