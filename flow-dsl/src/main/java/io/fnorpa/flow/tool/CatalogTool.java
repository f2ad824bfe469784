package io.fnorpa.flow.tool;

import io.fnorpa.flow.catalog.FlowTexts;
import io.fnorpa.flow.catalog.KaotoCatalog;
import io.fnorpa.flow.catalog.ReferenceFiles;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code bin/flow catalog} and {@code bin/flow reference}: writes, or serves, what is made from components and Kamelets. */
final class CatalogTool {

    private static final int MOST_PORT = 65_535;

    private Path flows = Path.of("fno-flows");
    private Path folder;
    private Integer port;

    private CatalogTool() {}

    /** @param arguments after the command */
    static int catalog(List<String> arguments, PrintStream out) {
        CatalogTool tool = new CatalogTool().read("catalog", arguments);
        if (tool.folder == null && tool.port == null) {
            throw new IllegalArgumentException("catalog wants a folder to write to, or --serve PORT");
        }
        if (tool.folder != null) {
            ReferenceFiles.write(tool.folder, KaotoCatalog.files(tool.texts(out)));
            out.println("Kaoto's catalogue is in " + tool.folder + "; kaoto.catalog.url is the address that its " + KaotoCatalog.INDEX + " is served at");
        }
        if (tool.port != null) {
            CatalogServer.serve(tool.port, () -> KaotoCatalog.files(tool.texts(out)), out);
        }
        return 0;
    }

    /** @param arguments after the command */
    static int reference(List<String> arguments, PrintStream out) {
        CatalogTool tool = new CatalogTool().read("reference", arguments);
        if (tool.port != null) {
            throw new IllegalArgumentException("reference takes no --serve");
        }
        Path docs = tool.folder == null ? Path.of("docs") : tool.folder;
        Map<String, String> files = ReferenceFiles.of(tool.texts(out));
        ReferenceFiles.write(docs, files);
        files.keySet().forEach(file -> out.println("made  " + docs.resolve(file)));
        return 0;
    }

    private CatalogTool read(String command, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--flows" -> flows = Path.of(value(arguments, ++i, argument));
                case "--serve" -> port = port(value(arguments, ++i, argument));
                default -> {
                    if (argument.startsWith("-") || folder != null) {
                        throw new IllegalArgumentException(argument.startsWith("-") ? "unknown option " + argument + "; " + command + " takes " + usage(command)
                                : command + " writes to one folder, not to " + argument + " too");
                    }
                    folder = Path.of(argument);
                }
            }
        }
        return this;
    }

    private static String usage(String command) {
        return command.equals("catalog") ? "[DIR] [--serve PORT] [--flows DIR]" : "[DIR] [--flows DIR]";
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at == arguments.size()) {
            throw new IllegalArgumentException(option + " wants a " + (option.equals("--serve") ? "port" : "folder") + " after it");
        }
        return arguments.get(at);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MOST_PORT) {
            throw new IllegalArgumentException("'" + text + "' is not a port; write a number such as 8621, or 0 for a free one");
        }
        return Integer.parseInt(text);
    }

    private FlowTexts texts(PrintStream out) {
        if (!Files.isDirectory(flows)) {
            throw new IllegalArgumentException("there is no folder " + flows + "; it holds a folder for each FNO. --flows names another");
        }
        FlowTexts texts = FlowTexts.read(flows);
        texts.broken().forEach(file -> out.println(file + " is not YAML and is left out; bin/flow check says where"));
        return texts;
    }
}
